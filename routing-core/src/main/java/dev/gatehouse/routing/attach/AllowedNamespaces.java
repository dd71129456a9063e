package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.AllowedRoutes;
import dev.gatehouse.routing.resource.LabelSelector;
import dev.gatehouse.routing.resource.Namespace;
import dev.gatehouse.routing.resource.Resources;
import java.util.HashMap;
import java.util.Map;

/** {@code allowedRoutes.namespaces}: from which namespaces routes may attach to a listener. */
final class AllowedNamespaces {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private final Resources resources;

    AllowedNamespaces(Resources resources) {
        this.resources = resources;
    }

    boolean allow(AllowedRoutes allowed, String gatewayNamespace, String routeNamespace) {
        return switch (allowed.from()) {
            case ALL -> true;
            case SAME -> gatewayNamespace.equals(routeNamespace);
            case SELECTOR -> {
                LabelSelector selector = allowed.selector();
                yield selector != null && selector.matches(labels(routeNamespace));
            }
        };
    }

    /** Every namespace carries its name as a label, also one that no document declares. */
    private Map<String, String> labels(String namespace) {
        Namespace declared = resources.find(Namespace.class, "", namespace);
        Map<String, String> labels = new HashMap<>();
        labels.put(NAME_LABEL, namespace);
        if (declared != null) {
            labels.putAll(declared.metadata().labels());
        }
        return labels;
    }
}
