package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Service}. */
final class ServiceDecoder {
    static final Choice<String> PROTOCOLS = Choice.of("TCP", "UDP", "SCTP");

    private static final Choice<String> TYPES = Choice.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");
    private static final Choice<String> AFFINITIES = Choice.of("None", "ClientIP");
    private static final Choice<String> TRAFFIC_POLICIES = Choice.of("Cluster", "Local");

    /** For those who make the endpoints, give the Service addresses, or forward what is sent to these. */
    private static final Set<String> IGNORED = Set.of(
            "publishNotReadyAddresses",
            "clusterIP",
            "clusterIPs",
            "ipFamilies",
            "ipFamilyPolicy",
            "externalIPs",
            "loadBalancerIP",
            "loadBalancerSourceRanges",
            "loadBalancerClass",
            "allocateLoadBalancerNodePorts",
            "externalTrafficPolicy",
            "healthCheckNodePort");

    private static final Set<String> IGNORED_OF_PORT = Set.of("nodePort");

    /** A trailing dot is let pass, as a server does. */
    private static final TextRule EXTERNAL_NAME = new TextRule(
            Names.SUBDOMAIN.expected(),
            text -> Names.isSubdomain(text.endsWith(".") ? text.substring(0, text.length() - 1) : text));

    private ServiceDecoder() {}

    static Service decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.object("spec");
        if (spec == null) {
            return new Service(metadata, TYPES.first(), List.of());
        }
        spec.ignore(IGNORED);
        checkSpreading(spec);
        String type = spec.choice("type", TYPES, TYPES.first());
        String externalName = spec.text("externalName", EXTERNAL_NAME);
        boolean external = type.equals("ExternalName");
        if (external && !spec.has("externalName")) {
            spec.missing("externalName", "expected: a host name, as the type is ExternalName");
        }
        if (!external && spec.sizeOf("ports") == 0 && !spec.holds("clusterIP", "None")) {
            spec.missing("ports", "expected: at least one port, as the Service has an address");
        }
        Ports ports = new Ports(spec.sizeOf("ports") > 1);
        return new Service(
                metadata,
                type,
                spec.objects("ports", ApiLimits.UNBOUNDED, ports::port),
                externalName,
                spec.textMap("selector", Names.QUALIFIED_NAME, Names.LABEL_VALUE));
    }

    /** What asks for other endpoints than the front end's load balancer would choose. */
    private static void checkSpreading(FieldReader spec) {
        if ("ClientIP".equals(spec.choice("sessionAffinity", AFFINITIES))) {
            spec.problems()
                    .warning(
                            "unsupported-field",
                            spec.path("sessionAffinity"),
                            "is not acted on: requests of one client may reach different endpoints (expected:"
                                    + " sessionPersistence in the rule of the route)");
        }
        FieldReader affinity = spec.object("sessionAffinityConfig");
        FieldReader client = affinity == null ? null : affinity.object("clientIP");
        if (client != null) {
            client.unsupported("timeoutSeconds", "requests of one client may reach different endpoints");
            client.integer("timeoutSeconds", 1, 86_400);
        }
        if ("Local".equals(spec.choice("internalTrafficPolicy", TRAFFIC_POLICIES))) {
            hint(spec, "internalTrafficPolicy");
        }
        if (spec.text("trafficDistribution", TextRule.ANY) != null) {
            hint(spec, "trafficDistribution");
        }
    }

    private static void hint(FieldReader spec, String field) {
        spec.problems()
                .hint("unsupported-field", spec.path(field), "is not acted on: requests go to endpoints everywhere");
    }

    /** The ports of one Service, whose names and numbers must differ. */
    private static final class Ports {
        private final boolean many;
        private final Set<String> names = new HashSet<>();
        private final Set<String> numbers = new HashSet<>();

        Ports(boolean many) {
            this.many = many;
        }

        Service.ServicePort port(FieldReader port) {
            Service.ServicePort read = read(port, many, names);
            if (read.port() > 0 && !numbers.add(read.protocol() + " " + read.port())) {
                port.duplicate(read.port(), port.path("port"));
            }
            return read;
        }
    }

    private static Service.ServicePort read(FieldReader port, boolean oneOfMany, Set<String> names) {
        port.ignore(IGNORED_OF_PORT);
        String name = port.text("name", Names.LABEL, "");
        if (oneOfMany && !port.has("name")) {
            port.missing("name", "expected: a name, as the Service has several ports");
        } else if (!name.isEmpty() && !names.add(name)) {
            port.duplicate(name, port.path("name"));
        }
        return new Service.ServicePort(
                name,
                port.requiredInteger("port", 1, ApiLimits.MAX_PORT),
                port.choice("protocol", PROTOCOLS, PROTOCOLS.first()),
                port.text("appProtocol", TextRule.ANY),
                targetPort(port));
    }

    private static @Nullable String targetPort(FieldReader port) {
        if (port.isText("targetPort")) {
            return port.text("targetPort", Names.PORT_NAME);
        }
        Integer number = port.integer("targetPort", 0, ApiLimits.MAX_PORT);
        // Zero is how a server writes "absent".
        return number == null || number == 0 ? null : number.toString();
    }
}
