package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code HTTPRoute}.
 *
 * @param parentRefs {@code spec.parentRefs}
 * @param hostnames {@code spec.hostnames}; empty: every host of the listener
 * @param rules {@code spec.rules}; one rule that matches everything where absent
 */
public record HttpRoute(
        Metadata metadata, List<ParentReference> parentRefs, List<Hostname> hostnames, List<HttpRouteRule> rules)
        implements Resource {
    public HttpRoute {
        parentRefs = List.copyOf(parentRefs);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", metadata.namespace(), metadata.name());
    }
}
