package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/**
 * {@code status} of a route.
 *
 * @param parents one for each of {@code spec.parentRefs} that is a Gateway or a ListenerSet of ours, in its order, then
 *     one for each default Gateway (GEP-3793); those of others are to be left alone
 */
public record RouteStatus(ObjectRef route, List<RouteParentStatus> parents) {
    public RouteStatus {
        parents = List.copyOf(parents);
    }
}
