package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ParentReference;
import java.util.List;

/**
 * {@code status.parents[]} of a route.
 *
 * @param parentRef as in {@code spec.parentRefs}
 * @param controllerName that of the Gateway's class
 */
public record RouteParentStatus(ParentReference parentRef, String controllerName, List<Condition> conditions) {
    public RouteParentStatus {
        conditions = List.copyOf(conditions);
    }
}
