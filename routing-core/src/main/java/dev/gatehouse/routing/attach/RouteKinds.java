package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import dev.gatehouse.routing.resource.Listener;
import java.util.List;

/** Which kinds of routes a listener takes ({@code Gateway.spec.listeners[].allowedRoutes.kinds}). */
final class RouteKinds {
    static final RouteGroupKind HTTP_ROUTE = new RouteGroupKind("gateway.networking.k8s.io", "HTTPRoute");

    private RouteKinds() {}

    /** Those that suit the protocol and that the listener allows; empty where the protocol is not served. */
    static List<RouteGroupKind> supported(Listener listener) {
        List<RouteGroupKind> allowed = listener.allowedRoutes().kinds();
        return of(listener.protocol()).stream()
                .filter(kind -> allowed.isEmpty() || allowed.contains(kind))
                .toList();
    }

    static boolean protocolIsServed(Listener listener) {
        return !of(listener.protocol()).isEmpty();
    }

    private static List<RouteGroupKind> of(String protocol) {
        return protocol.equals("HTTP") || protocol.equals("HTTPS") ? List.of(HTTP_ROUTE) : List.of();
    }
}
