package dev.gatehouse.routing.resource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Gateway}: {@code spec} and its listeners. What Gatehouse does not act upon is in {@link GatewayExtras}. */
final class GatewayDecoder {
    private static final List<String> PROTOCOLS = List.of("HTTP", "HTTPS", "TLS", "TCP", "UDP");
    private static final TextRule PROTOCOL = new TextRule(
            "one of HTTP, HTTPS, TLS, TCP, UDP, or a domain, '/' and a name of letters and digits", Names::isProtocol);
    private static final Choice<ListenerTls.Mode> TLS_MODES = Choice.of(ListenerTls.Mode.class);
    private static final Choice<AllowedRoutes.From> FROM = Choice.of(AllowedRoutes.From.class);
    private static final TextRule OPTION_VALUE = TextRule.length(0, 4096);

    private GatewayDecoder() {}

    static Gateway decode(FieldReader object, Metadata metadata) {
        checkName(object, metadata);
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new Gateway(metadata, "", List.of());
        }
        String className = spec.requiredText("gatewayClassName", Names.OBJECT_NAME);
        Set<String> names = new HashSet<>();
        Map<Binding, String> bindings = new HashMap<>();
        List<Listener> listeners =
                spec.requiredObjects("listeners", ApiLimits.LISTENERS, listener -> listener(listener, names, bindings));
        GatewayExtras.check(spec);
        return new Gateway(
                metadata,
                className,
                listeners,
                List.of(),
                new GatewayInfrastructure(Map.of(), Map.of(), GatewayExtras.infrastructure(spec, metadata.namespace())),
                AllowedListeners.DEFAULT,
                null,
                false);
    }

    /** Prose of the API: names of classes and Gateways should be labels, as others are made from them. */
    static void checkName(FieldReader object, Metadata metadata) {
        String name = metadata.name();
        if (!name.isEmpty() && Names.isSubdomain(name) && !Names.isLabel1035(name)) {
            object.problems()
                    .hint(
                            "invalid-value",
                            object.path("metadata").field("name"),
                            Found.instead(
                                    name,
                                    "expected: a letter, then lower-case letters, digits and '-', up to 63 characters;"
                                            + " other implementations may refuse it"));
        }
    }

    private static Listener listener(FieldReader listener, Set<String> names, Map<Binding, String> bindings) {
        String name = listener.requiredText("name", Names.SECTION_NAME);
        if (!name.isEmpty() && !names.add(name)) {
            listener.duplicate(name, listener.path("name"));
        }
        Hostname hostname = Hostnames.read(listener, "hostname");
        int port = listener.requiredInteger("port", 1, ApiLimits.MAX_PORT);
        String protocol = protocol(listener);
        FieldReader tlsFields = listener.object("tls");
        ListenerTls tls = tlsFields == null ? null : tls(tlsFields, protocol);
        checkProtocol(listener, protocol);
        checkBinding(listener, name, new Binding(port, protocol, hostname), bindings);
        FieldReader allowed = listener.object("allowedRoutes");
        return new Listener(
                name, hostname, port, protocol, tls, allowed == null ? AllowedRoutes.DEFAULT : allowedRoutes(allowed));
    }

    private static String protocol(FieldReader listener) {
        String protocol = listener.requiredText("protocol", PROTOCOL);
        if (!PROTOCOLS.contains(protocol)) {
            for (String known : PROTOCOLS) {
                if (known.equalsIgnoreCase(protocol)) {
                    listener.problems()
                            .error(
                                    "enum-case",
                                    listener.path("protocol"),
                                    Found.instead(protocol, "expected one of: " + String.join(", ", PROTOCOLS)));
                }
            }
        }
        return protocol;
    }

    private static void checkProtocol(FieldReader listener, String protocol) {
        switch (protocol) {
            case "HTTP" -> forbid(listener, "tls", protocol);
            case "TCP", "UDP" -> {
                forbid(listener, "tls", protocol);
                forbid(listener, "hostname", protocol);
            }
            case "TLS" -> {
                if (!listener.has("tls")) {
                    listener.missing("tls", "expected: tls, as the protocol is TLS");
                }
            }
            case "HTTPS" -> {
                if (!listener.has("tls")) {
                    listener.problems()
                            .warning(
                                    "https-listener-without-tls",
                                    listener.path("tls"),
                                    Found.instead(null, "expected: tls with certificateRefs; there is no certificate"));
                }
            }
            default -> {}
        }
    }

    private static void forbid(FieldReader listener, String field, String protocol) {
        if (listener.has(field)) {
            listener.notAllowed(field, "the protocol is " + protocol);
        }
    }

    private static void checkBinding(
            FieldReader listener, String name, Binding binding, Map<Binding, String> bindings) {
        // What could not be read is not compared.
        if (binding.port == 0 || binding.protocol.isEmpty() || (binding.hostname == null && listener.has("hostname"))) {
            return;
        }
        String other = bindings.putIfAbsent(binding, name);
        if (other != null) {
            listener.problems()
                    .error(
                            "listener-conflict",
                            listener.path(),
                            "found port, protocol and hostname of the listener " + Found.quoted(other)
                                    + " once more (expected: another port or hostname)");
        }
    }

    private static ListenerTls tls(FieldReader tls, String protocol) {
        ListenerTls.Mode mode = tls.choice("mode", TLS_MODES, ListenerTls.Mode.TERMINATE);
        List<SecretObjectReference> certificates =
                tls.objects("certificateRefs", ApiLimits.CERTIFICATE_REFS, References::secret);
        tls.unsupported("options", "no option is known");
        Map<String, String> options = tls.textMap("options", Names.QUALIFIED_NAME, OPTION_VALUE);
        tls.checkCount("too-many", "options", options.size(), ApiLimits.TLS_OPTIONS);
        boolean terminates = mode == ListenerTls.Mode.TERMINATE;
        if (terminates && tls.sizeOf("certificateRefs") == 0 && options.isEmpty()) {
            tls.missing("certificateRefs", "expected: at least one certificate, as the mode is Terminate");
        } else if (!terminates && protocol.equals("HTTPS")) {
            tls.invalid("Passthrough", tls.path("mode"), "expected: Terminate, as the protocol is HTTPS");
        } else if (!terminates && !certificates.isEmpty()) {
            tls.problems()
                    .warning(
                            "tls-passthrough-misuse",
                            tls.path("certificateRefs"),
                            "is not acted on: with the mode Passthrough the backend shows its own certificate");
        }
        return new ListenerTls(mode, certificates, options);
    }

    private static AllowedRoutes allowedRoutes(FieldReader allowed) {
        List<AllowedRoutes.RouteGroupKind> kinds = allowed.objects(
                "kinds",
                ApiLimits.ALLOWED_KINDS,
                kind -> new AllowedRoutes.RouteGroupKind(
                        kind.text("group", Names.GROUP, ResourceKind.GATEWAY_GROUP),
                        kind.requiredText("kind", Names.KIND)));
        FieldReader namespaces = allowed.object("namespaces");
        if (namespaces == null) {
            return new AllowedRoutes(AllowedRoutes.From.SAME, null, kinds);
        }
        AllowedRoutes.From from = namespaces.choice("from", FROM, AllowedRoutes.From.SAME);
        FieldReader fields = namespaces.object("selector");
        LabelSelector selector = fields == null ? null : LabelSelectorDecoder.decode(fields);
        checkSelector(namespaces, from, selector);
        return new AllowedRoutes(from, selector, kinds);
    }

    private static void checkSelector(
            FieldReader namespaces, AllowedRoutes.From from, @Nullable LabelSelector selector) {
        boolean selects = from == AllowedRoutes.From.SELECTOR;
        if (selects && !namespaces.has("selector")) {
            namespaces
                    .problems()
                    .warning(
                            "namespace-selector-matches-nothing",
                            namespaces.path("selector"),
                            Found.instead(null, "expected: a selector, as from is Selector; no route can attach"));
        } else if (!selects && selector != null) {
            namespaces
                    .problems()
                    .warning(
                            "namespace-selector-ignored",
                            namespaces.path("selector"),
                            "is not acted on: it counts only where from is Selector");
        }
    }

    /** What no two listeners of a Gateway may have in common. */
    private record Binding(
            int port, String protocol, @Nullable Hostname hostname) {}
}
