package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.rules[]} of a TLSRoute, TCPRoute or UDPRoute.
 *
 * @param name null where absent
 * @param backendRefs at least one
 */
public record StreamRouteRule(@Nullable String name, List<BackendRef> backendRefs) {
    public StreamRouteRule {
        backendRefs = List.copyOf(backendRefs);
    }
}
