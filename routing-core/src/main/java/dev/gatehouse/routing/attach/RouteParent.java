package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one parent of one route.
 *
 * @param index the position in {@code spec.parentRefs}; −1 for an Ingress
 * @param parent the Gateway, or the IngressClass (null where an Ingress has none)
 * @param refusal null where the route is attached
 * @param listeners the names of the listeners to which it is attached
 * @param findings what is wrong within the route's rules, the same for each of its parents
 */
public record RouteParent(
        ObjectRef route,
        int index,
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
