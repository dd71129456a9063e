package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code UDPRoute} (GEP-2645): every datagram of a listener.
 *
 * @param parentRefs {@code spec.parentRefs}
 * @param useDefaultGateways {@code spec.useDefaultGateways: All} (GEP-3793, experimental)
 * @param rules {@code spec.rules}, exactly one
 */
public record UdpRoute(
        Metadata metadata, List<ParentReference> parentRefs, boolean useDefaultGateways, List<StreamRouteRule> rules)
        implements Route {
    public UdpRoute {
        parentRefs = List.copyOf(parentRefs);
        rules = List.copyOf(rules);
    }

    /** None: there is nothing in a UDPRoute to tell hosts by. */
    @Override
    public List<Hostname> hostnames() {
        return List.of();
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "UDPRoute", metadata.namespace(), metadata.name());
    }
}
