package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Service}. */
final class ServiceDecoder {
    static final Choice<String> PROTOCOLS = Choice.of("TCP", "UDP", "SCTP");

    private static final Choice<String> TYPES = Choice.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");
    private static final Set<String> IGNORED = Set.of(
            "selector",
            "clusterIP",
            "clusterIPs",
            "externalIPs",
            "sessionAffinity",
            "sessionAffinityConfig",
            "loadBalancerIP",
            "loadBalancerSourceRanges",
            "loadBalancerClass",
            "externalName",
            "externalTrafficPolicy",
            "internalTrafficPolicy",
            "trafficDistribution",
            "healthCheckNodePort",
            "publishNotReadyAddresses",
            "ipFamilies",
            "ipFamilyPolicy",
            "allocateLoadBalancerNodePorts");
    private static final Set<String> IGNORED_OF_PORT = Set.of("nodePort");

    private ServiceDecoder() {}

    static Service decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.object("spec");
        if (spec == null) {
            return new Service(metadata, TYPES.first(), List.of());
        }
        spec.ignore(IGNORED);
        String type = spec.choice("type", TYPES, TYPES.first());
        Set<String> names = new HashSet<>();
        boolean many = spec.sizeOf("ports") > 1;
        return new Service(metadata, type, spec.objects("ports", ApiLimits.UNBOUNDED, port -> port(port, many, names)));
    }

    private static Service.ServicePort port(FieldReader port, boolean oneOfMany, Set<String> names) {
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
