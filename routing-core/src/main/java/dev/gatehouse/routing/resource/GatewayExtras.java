package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of {@code Gateway.spec} that Gatehouse does not act upon: checked for their shape, and reported. */
final class GatewayExtras {
    private static final TextRule ADDRESS_TYPE = new TextRule(
            "IPAddress, Hostname, NamedAddress, or a domain and a path",
            text -> text.equals("IPAddress")
                    || text.equals("Hostname")
                    || text.equals("NamedAddress")
                    || Names.isDomainPath(text, 253));
    private static final TextRule ADDRESS = TextRule.length(0, 253);
    private static final TextRule ANNOTATION_VALUE = TextRule.length(0, 4096);
    private static final Choice<String> DEFAULT_SCOPES = Choice.of("All", "None");
    private static final Choice<String> LISTENERS_FROM = Choice.of("All", "Selector", "Same", "None");
    private static final Choice<String> VALIDATION_MODES = Choice.of("AllowValidOnly", "AllowInsecureFallback");

    private GatewayExtras() {}

    static void check(FieldReader spec) {
        spec.unsupported("addresses", "the program that embeds Gatehouse chooses the addresses");
        Set<String> addresses = new HashSet<>();
        spec.each("addresses", ApiLimits.ADDRESSES, address -> address(address, addresses));
        checkAllowedListeners(spec);
        checkTls(spec);
        spec.experimental("defaultScope", "no route attaches to a Gateway that it does not name");
        spec.choice("defaultScope", DEFAULT_SCOPES);
    }

    private static void address(FieldReader address, Set<String> seen) {
        String type = address.text("type", ADDRESS_TYPE, "IPAddress");
        String value = address.text("value", ADDRESS, "");
        boolean ip = type.equals("IPAddress");
        boolean hostname = type.equals("Hostname");
        if (ip && address.has("value") && !IpAddress.isV4(value) && !IpAddress.isV6(value)) {
            address.invalid(value, address.path("value"), "expected: an IP address");
        } else if (hostname && address.has("value") && Hostname.problem(value) != null) {
            address.invalid(value, address.path("value"), "expected: a host name");
        } else if ((ip || hostname) && !value.isEmpty() && !seen.add(type + " " + value)) {
            address.duplicate(value, address.path("value"));
        }
    }

    /** Checks {@code infrastructure}; gives its {@code parametersRef}, null where there is none. */
    static @Nullable ObjectRef infrastructure(FieldReader spec, String namespace) {
        spec.unsupported("infrastructure", "Gatehouse makes no objects that could bear labels");
        FieldReader infrastructure = spec.object("infrastructure");
        if (infrastructure == null) {
            return null;
        }
        Map<String, String> labels = infrastructure.textMap("labels", Names.QUALIFIED_NAME, Names.LABEL_VALUE);
        infrastructure.checkCount("too-many", "labels", labels.size(), ApiLimits.INFRASTRUCTURE_LABELS);
        Map<String, String> annotations = infrastructure.textMap("annotations", Names.QUALIFIED_NAME, ANNOTATION_VALUE);
        infrastructure.checkCount("too-many", "annotations", annotations.size(), ApiLimits.INFRASTRUCTURE_ANNOTATIONS);
        FieldReader parameters = infrastructure.object("parametersRef");
        return parameters == null ? null : References.local(parameters, namespace);
    }

    private static void checkAllowedListeners(FieldReader spec) {
        spec.unsupported("allowedListeners", "no ListenerSet is read");
        FieldReader allowed = spec.object("allowedListeners");
        FieldReader namespaces = allowed == null ? null : allowed.object("namespaces");
        if (namespaces != null) {
            namespaces.choice("from", LISTENERS_FROM);
            FieldReader selector = namespaces.object("selector");
            if (selector != null) {
                LabelSelectorDecoder.decode(selector);
            }
        }
    }

    private static void checkTls(FieldReader spec) {
        FieldReader tls = spec.object("tls");
        if (tls == null) {
            return;
        }
        if (tls.has("frontend")) {
            // Served without the check, the Gateway would let everybody in.
            tls.problems()
                    .error(
                            "unsupported-field",
                            tls.path("frontend"),
                            "clients cannot be asked for a certificate yet: the Gateway is refused");
        }
        FieldReader frontend = tls.object("frontend");
        if (frontend != null) {
            FieldReader everywhere = frontend.requiredObject("default");
            if (everywhere != null) {
                checkValidation(everywhere);
            }
            Set<Integer> ports = new HashSet<>();
            frontend.each("perPort", ApiLimits.FRONTEND_TLS_PORTS, entry -> frontendPort(entry, ports));
        }
        tls.unsupported("backend", "backends are shown no certificate");
        FieldReader backend = tls.object("backend");
        FieldReader certificate = backend == null ? null : backend.object("clientCertificateRef");
        if (certificate != null) {
            References.secret(certificate);
        }
    }

    private static void frontendPort(FieldReader entry, Set<Integer> ports) {
        int port = entry.requiredInteger("port", 1, ApiLimits.MAX_PORT);
        if (port != 0 && !ports.add(port)) {
            entry.duplicate(port, entry.path("port"));
        }
        FieldReader tls = entry.requiredObject("tls");
        if (tls != null) {
            checkValidation(tls);
        }
    }

    private static void checkValidation(FieldReader tls) {
        FieldReader validation = tls.object("validation");
        if (validation != null) {
            validation.requiredEach(
                    "caCertificateRefs", ApiLimits.CA_CERTIFICATE_REFS, reference -> References.object(reference, ""));
            validation.choice("mode", VALIDATION_MODES);
        }
    }
}
