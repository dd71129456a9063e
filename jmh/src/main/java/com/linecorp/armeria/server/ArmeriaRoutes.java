package com.linecorp.armeria.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestTarget;
import com.linecorp.armeria.common.SessionProtocol;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Armeria's router, which it does not show outside its package, over routes of one host. */
public final class ArmeriaRoutes {
    private static final RequestHeaders HEADERS = RequestHeaders.of(HttpMethod.GET, "/");
    private static final VirtualHost HOST = Server.builder()
            .service("/", (context, request) -> {
                throw new UnsupportedOperationException();
            })
            .build()
            .config()
            .defaultVirtualHost();

    private final List<Router<Named>> routers;

    private record Named(Route route, String name) {}

    /** Of routes and their names. */
    public ArmeriaRoutes(Map<Route, String> routes) {
        List<Named> all = routes.entrySet().stream()
                .map(entry -> new Named(entry.getKey(), entry.getValue()))
                .toList();
        this.routers =
                Routers.routers(all, all.get(0), (route, named) -> named, Named::route, (one, other) -> {}, false);
    }

    /** The name of the route that takes a path, or null. */
    public @Nullable String find(String host, String path) {
        RequestTarget target = Objects.requireNonNull(RequestTarget.forServer(path));
        RoutingContext context =
                DefaultRoutingContext.of(HOST, host, target, HEADERS, RoutingStatus.OK, SessionProtocol.H2C);
        for (int i = 0; i < routers.size(); i++) {
            Routed<Named> routed = routers.get(i).find(context);
            if (routed.isPresent()) {
                return routed.value().name();
            }
        }
        return null;
    }
}
