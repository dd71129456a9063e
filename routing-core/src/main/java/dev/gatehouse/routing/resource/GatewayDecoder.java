package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Gateway}: {@code spec}; its parts are in {@link ListenerDecoder} and {@link GatewayTlsDecoder}. */
final class GatewayDecoder {
    private static final TextRule ADDRESS_TYPE = new TextRule(
            "IPAddress, Hostname, NamedAddress, or a domain and a path",
            text -> text.equals("IPAddress")
                    || text.equals("Hostname")
                    || text.equals("NamedAddress")
                    || Names.isDomainPath(text, 253));
    private static final TextRule ADDRESS = TextRule.length(0, 253);
    private static final TextRule ANNOTATION_VALUE = TextRule.length(0, 4096);
    private static final Choice<String> DEFAULT_SCOPES = Choice.of("All", "None");

    private GatewayDecoder() {}

    static Gateway decode(FieldReader object, Metadata metadata) {
        checkName(object, metadata);
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new Gateway(metadata, "", List.of());
        }
        String className = spec.requiredText("gatewayClassName", Names.OBJECT_NAME);
        List<Listener> listeners = ListenerDecoder.decode(spec);
        Set<String> seen = new HashSet<>();
        List<GatewayAddress> addresses =
                spec.objects("addresses", ApiLimits.ADDRESSES, address -> address(address, seen));
        GatewayInfrastructure infrastructure = infrastructure(spec, metadata.namespace());
        AllowedListeners allowed = allowedListeners(spec.object("allowedListeners"));
        GatewayTls tls = GatewayTlsDecoder.decode(spec.object("tls"), metadata.namespace());
        boolean defaultScope = "All".equals(spec.choice("defaultScope", DEFAULT_SCOPES));
        return new Gateway(metadata, className, listeners, addresses, infrastructure, allowed, tls, defaultScope);
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

    private static GatewayAddress address(FieldReader address, Set<String> seen) {
        String type = address.text("type", ADDRESS_TYPE, "IPAddress");
        String value = address.text("value", ADDRESS);
        boolean ip = type.equals("IPAddress");
        boolean hostname = type.equals("Hostname");
        if (value != null && ip && !IpAddress.isV4(value) && !IpAddress.isV6(value)) {
            address.invalid(value, address.path("value"), "expected: an IP address");
        } else if (value != null && hostname && !value.isEmpty() && Hostname.problem(value) != null) {
            address.invalid(value, address.path("value"), "expected: a host name");
        } else if (value != null && (ip || hostname) && !value.isEmpty() && !seen.add(type + " " + value)) {
            address.duplicate(value, address.path("value"));
        }
        return new GatewayAddress(type, value == null || value.isEmpty() ? null : value);
    }

    private static GatewayInfrastructure infrastructure(FieldReader spec, String namespace) {
        spec.unsupported("infrastructure", "Gatehouse makes no objects that could bear labels");
        FieldReader infrastructure = spec.object("infrastructure");
        if (infrastructure == null) {
            return GatewayInfrastructure.NONE;
        }
        Map<String, String> labels = infrastructure.textMap("labels", Names.QUALIFIED_NAME, Names.LABEL_VALUE);
        infrastructure.checkCount("too-many", "labels", labels.size(), ApiLimits.INFRASTRUCTURE_LABELS);
        Map<String, String> annotations = infrastructure.textMap("annotations", Names.QUALIFIED_NAME, ANNOTATION_VALUE);
        infrastructure.checkCount("too-many", "annotations", annotations.size(), ApiLimits.INFRASTRUCTURE_ANNOTATIONS);
        FieldReader parameters = infrastructure.object("parametersRef");
        return new GatewayInfrastructure(
                labels, annotations, parameters == null ? null : References.local(parameters, namespace));
    }

    private static AllowedListeners allowedListeners(@Nullable FieldReader allowed) {
        FieldReader namespaces = allowed == null ? null : allowed.object("namespaces");
        if (namespaces == null) {
            return AllowedListeners.DEFAULT;
        }
        SelectedNamespaces<AllowedListeners.From> selected = SelectedNamespaces.allowedListeners(namespaces);
        return new AllowedListeners(selected.from(), selected.selector());
    }
}
