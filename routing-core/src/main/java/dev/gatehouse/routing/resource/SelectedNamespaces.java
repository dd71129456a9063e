package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/** {@code from} and {@code selector}: {@code RouteNamespaces} of a listener and {@code ListenerNamespaces} of a Gateway. */
record SelectedNamespaces<F>(F from, @Nullable LabelSelector selector) {
    private static final Choice<AllowedRoutes.From> ROUTES_FROM = Choice.of(AllowedRoutes.From.class);
    private static final Choice<AllowedListeners.From> LISTENERS_FROM = Choice.of(AllowedListeners.From.class);

    static SelectedNamespaces<AllowedRoutes.From> allowedRoutes(FieldReader namespaces) {
        return read(namespaces, namespaces.choice("from", ROUTES_FROM, AllowedRoutes.From.SAME), "route");
    }

    static SelectedNamespaces<AllowedListeners.From> allowedListeners(FieldReader namespaces) {
        return read(namespaces, namespaces.choice("from", LISTENERS_FROM, AllowedListeners.From.NONE), "ListenerSet");
    }

    private static <F extends Enum<F>> SelectedNamespaces<F> read(FieldReader namespaces, F from, String what) {
        FieldReader fields = namespaces.object("selector");
        LabelSelector selector = fields == null ? null : LabelSelectorDecoder.decode(fields);
        boolean selects = from.name().equals("SELECTOR");
        if (selects && !namespaces.has("selector")) {
            namespaces
                    .problems()
                    .warning(
                            "namespace-selector-matches-nothing",
                            namespaces.path("selector"),
                            Found.instead(
                                    null, "expected: a selector, as from is Selector; no " + what + " can attach"));
        } else if (!selects && selector != null) {
            namespaces
                    .problems()
                    .warning(
                            "namespace-selector-ignored",
                            namespaces.path("selector"),
                            "is not acted on: it counts only where from is Selector");
        }
        return new SelectedNamespaces<>(from, selector);
    }
}
