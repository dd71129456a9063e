package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code HTTPRoute.spec.rules[].backendRefs[]}.
 *
 * @param weight 0 to 1,000,000; 1 where absent
 */
public record HttpBackendRef(BackendObjectReference backend, int weight, List<HttpRouteFilter> filters) {
    public HttpBackendRef {
        filters = List.copyOf(filters);
    }
}
