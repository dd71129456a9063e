package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one parent of one route.
 *
 * @param reference as in {@code spec.parentRefs}, or as it would be there for a default Gateway (GEP-3793); null for an Ingress
 * @param parent the Gateway, the ListenerSet, or the IngressClass (null where an Ingress has none)
 * @param refusal null where the route is attached
 * @param listeners the names of the listeners to which it is attached
 * @param findings what is wrong within the route's rules, the same for each of its parents
 */
public record RouteParent(
        ObjectRef route,
        @Nullable ParentReference reference,
        @Nullable ObjectRef parent,
        @Nullable Refusal refusal,
        List<String> listeners,
        RouteFindings findings) {
    public RouteParent {
        listeners = List.copyOf(listeners);
    }

    /**
     * Why a route, a Gateway, a listener or a reference is refused.
     *
     * @param reason the reason's name in the Gateway API, such as {@code NotAllowedByListeners}
     * @param message one sentence with the values met
     */
    public record Refusal(String reason, String message) {}
}
