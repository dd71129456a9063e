package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code TLSRoute} (GEP-2643): connections by the server name of their ClientHello.
 *
 * @param parentRefs {@code spec.parentRefs}
 * @param useDefaultGateways {@code spec.useDefaultGateways: All} (GEP-3793, experimental)
 * @param hostnames {@code spec.hostnames}, at least one
 * @param rules {@code spec.rules}, exactly one
 */
public record TlsRoute(
        Metadata metadata,
        List<ParentReference> parentRefs,
        boolean useDefaultGateways,
        List<Hostname> hostnames,
        List<StreamRouteRule> rules)
        implements Route {
    public TlsRoute {
        parentRefs = List.copyOf(parentRefs);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "TLSRoute", metadata.namespace(), metadata.name());
    }
}
