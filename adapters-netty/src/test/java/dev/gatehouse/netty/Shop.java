package dev.gatehouse.netty;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.resource.AllowedRoutes;
import dev.gatehouse.routing.resource.BackendObjectReference;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.EndpointSlice.EndpointPort;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.HttpBackendRef;
import dev.gatehouse.routing.resource.HttpPathMatch;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteMatch;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import dev.gatehouse.routing.resource.Source;
import java.util.List;
import java.util.Map;

/**
 * One Gateway for {@code shop.example}: {@code /api} goes to {@code default/api:80} at 10.0.0.1:8080, {@code /old} is
 * redirected to {@code https://new.example}, {@code /empty} goes to a Service without endpoints. Nothing serves any
 * other path or host.
 */
final class Shop {
    private Shop() {}

    static LiveRoutes routes() {
        return routes(LoadBalancer.roundRobin());
    }

    static LiveRoutes routes(LoadBalancer loadBalancer) {
        return LiveRoutes.builder()
                .controllers(Controllers.all())
                .loadBalancer(loadBalancer)
                .build(resources());
    }

    static Bind bind(LiveRoutes routes) {
        return routes.current().binds().get(0);
    }

    private static Resources resources() {
        return Resources.of(
                new Gateway(
                        Metadata.of("default", "shop"),
                        "any",
                        List.of(new Listener("http", null, 80, "HTTP", null, AllowedRoutes.DEFAULT))),
                new HttpRoute(
                        Metadata.of("default", "shop"),
                        List.of(new ParentReference("gateway.networking.k8s.io", "Gateway", null, "shop", null, null)),
                        List.of(new Hostname("shop.example")),
                        List.of(
                                rule("/api", List.of(), List.of(service("api"))),
                                rule("/empty", List.of(), List.of(service("empty"))),
                                rule(
                                        "/old",
                                        List.of(new HttpRouteFilter.RequestRedirect(
                                                "https", new Hostname("new.example"), null, null, 301)),
                                        List.of()))),
                new Service(Metadata.of("default", "api"), "ClusterIP", List.of(port())),
                new Service(Metadata.of("default", "empty"), "ClusterIP", List.of(port())),
                new EndpointSlice(
                        new Metadata(
                                "default",
                                "api-1",
                                0,
                                null,
                                Map.of(EndpointSlice.SERVICE_NAME, "api"),
                                Map.of(),
                                Source.NONE),
                        "IPv4",
                        List.of(new EndpointSlice.Endpoint(List.of("10.0.0.1"), true, true, false)),
                        List.of(new EndpointPort("", 8080, "TCP"))));
    }

    private static HttpRouteRule rule(String prefix, List<HttpRouteFilter> filters, List<HttpBackendRef> backends) {
        HttpPathMatch path = new HttpPathMatch(HttpPathMatch.Type.PATH_PREFIX, prefix);
        return new HttpRouteRule(
                null, List.of(new HttpRouteMatch(path, List.of(), List.of(), null)), filters, backends, null);
    }

    private static HttpBackendRef service(String name) {
        return new HttpBackendRef(new BackendObjectReference("", "Service", null, name, 80), 1, List.of());
    }

    private static ServicePort port() {
        return new ServicePort("", 80, "TCP", null, null);
    }
}
