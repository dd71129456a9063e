package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code GRPCRoute} (GEP-1016).
 *
 * @param parentRefs {@code spec.parentRefs}
 * @param useDefaultGateways {@code spec.useDefaultGateways: All} (GEP-3793, experimental)
 * @param hostnames {@code spec.hostnames}; empty: every host of the listener
 * @param rules {@code spec.rules}; empty where absent: the route takes nothing
 */
public record GrpcRoute(
        Metadata metadata,
        List<ParentReference> parentRefs,
        boolean useDefaultGateways,
        List<Hostname> hostnames,
        List<GrpcRouteRule> rules)
        implements Route {
    public GrpcRoute {
        parentRefs = List.copyOf(parentRefs);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "GRPCRoute", metadata.namespace(), metadata.name());
    }
}
