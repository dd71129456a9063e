package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import java.util.List;

/**
 * {@code Gateway.status.listeners[]}.
 *
 * @param supportedKinds routes that may attach; those of {@code allowedRoutes.kinds} that are not supported are left out
 * @param attachedRoutes how many routes are accepted for it, whether or not it is served
 */
public record ListenerStatus(
        String name, List<RouteGroupKind> supportedKinds, int attachedRoutes, List<Condition> conditions) {
    public ListenerStatus {
        supportedKinds = List.copyOf(supportedKinds);
        conditions = List.copyOf(conditions);
    }
}
