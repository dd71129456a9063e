package dev.gatehouse.routing.resource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code spec.listeners} of a Gateway or ListenerSet: the same rules hold for both. */
final class ListenerDecoder {
    private static final List<String> PROTOCOLS = List.of("HTTP", "HTTPS", "TLS", "TCP", "UDP");
    private static final TextRule PROTOCOL = new TextRule(
            "one of HTTP, HTTPS, TLS, TCP, UDP, or a domain, '/' and a name of letters and digits", Names::isProtocol);
    private static final Choice<ListenerTls.Mode> TLS_MODES = Choice.of(ListenerTls.Mode.class);
    private static final TextRule OPTION_VALUE = TextRule.length(0, 4096);

    private final Set<String> names = new HashSet<>();
    private final Map<Binding, String> bindings = new HashMap<>();

    private ListenerDecoder() {}

    static List<Listener> decode(FieldReader spec) {
        return spec.requiredObjects("listeners", ApiLimits.LISTENERS, new ListenerDecoder()::listener);
    }

    private Listener listener(FieldReader listener) {
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
        checkBinding(listener, name, new Binding(port, protocol, hostname));
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

    private void checkBinding(FieldReader listener, String name, Binding binding) {
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
        SelectedNamespaces<AllowedRoutes.From> selected = SelectedNamespaces.allowedRoutes(namespaces);
        return new AllowedRoutes(selected.from(), selected.selector(), kinds);
    }

    /** What no two listeners of one object may have in common. */
    private record Binding(
            int port, String protocol, @Nullable Hostname hostname) {}
}
