package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code HTTPRoute}.
 *
 * @param parentRefs {@code spec.parentRefs}
 * @param useDefaultGateways {@code spec.useDefaultGateways: All} (GEP-3793, experimental)
 * @param hostnames {@code spec.hostnames}; empty: every host of the listener
 * @param rules {@code spec.rules}; one rule that matches everything where absent
 */
public record HttpRoute(
        Metadata metadata,
        List<ParentReference> parentRefs,
        boolean useDefaultGateways,
        List<Hostname> hostnames,
        List<HttpRouteRule> rules)
        implements Route {
    public HttpRoute {
        parentRefs = List.copyOf(parentRefs);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    /** One that attaches to its parents only. */
    public HttpRoute(
            Metadata metadata, List<ParentReference> parentRefs, List<Hostname> hostnames, List<HttpRouteRule> rules) {
        this(metadata, parentRefs, false, hostnames, rules);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", metadata.namespace(), metadata.name());
    }
}
