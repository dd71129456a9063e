package dev.gatehouse.routing.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is counted of exchanges and connections. */
class FrontEndMetricsTest {
    private static final Bind WEB = new Bind(new ObjectRef("g", "Gateway", "default", "web"), 80);
    private static final ServiceBackend SHOP = new ServiceBackend("default", "shop", 80, null);
    private static final Endpoint.Address FIRST = new Endpoint.Address("192.0.2.1", 80);
    private static final Endpoint.Address SECOND = new Endpoint.Address("192.0.2.2", 80);

    private final Metered meters = new Metered();
    private final FrontEndMetrics metrics = new FrontEndMetrics(meters);

    private ObservedExchange begin() {
        return ObservedExchange.begin(metrics, WEB, new Asked("/", Map.of()));
    }

    private static Forward forward(int route, Endpoint endpoint) {
        BackendShare share = new BackendShare(1, SHOP, List.of(), List.of(), null, null);
        return Forward.of(
                origin(route),
                new ForwardTo(List.of(share), null, null),
                share,
                endpoint,
                UpstreamProtocol.HTTP_1_1,
                "/",
                "",
                List.of());
    }

    private static Origin origin(int route) {
        return new Origin(
                new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", "default", "r" + route),
                null,
                0,
                null,
                Source.NONE);
    }

    @Test
    void anExchangeIsInFlightAndThenCountedByItsRouteAndTheClassOfItsStatus() {
        ObservedExchange exchange = begin();
        exchange.decided(forward(1, FIRST));
        assertEquals(Map.of("REQUESTS_IN_FLIGHT[Gateway default/web:80]", 1L), meters.values());
        exchange.answered(204);
        exchange.ended(true);
        assertEquals(
                Map.of(
                        "REQUESTS[Gateway default/web:80, HTTPRoute default/r1, 2xx]", 1L,
                        "REQUEST_DURATION[Gateway default/web:80, HTTPRoute default/r1]", 1L),
                meters.values());
    }

    @Test
    void whatNoRuleDecidedOrNobodyAnsweredHasNone() {
        ObservedExchange exchange = begin();
        exchange.decided(new Respond(null, 404, "no rule takes this request", false));
        exchange.ended(false);
        assertEquals(
                Map.of(
                        "REQUESTS[Gateway default/web:80, none, none]", 1L,
                        "REQUEST_DURATION[Gateway default/web:80, none]", 1L),
                meters.values());
    }

    @Test
    void triesAndWhatGoesWrongAreCountedForEachBackend() {
        ObservedExchange exchange = begin();
        exchange.tried(forward(1, FIRST));
        exchange.failed(forward(1, FIRST), TryFault.CONNECT);
        exchange.tried(forward(1, SECOND));
        assertEquals(
                Map.of(
                        "REQUESTS_IN_FLIGHT[Gateway default/web:80]", 1L,
                        "UPSTREAM_TRIES[default/shop:80]", 2L,
                        "UPSTREAM_RETRIES[default/shop:80]", 1L,
                        "UPSTREAM_FAILURES[default/shop:80, connect]", 1L),
                meters.values());
    }

    @Test
    void anEndpointThatIsLeftOutIsCountedOnceEachTime() {
        LoadBalancer balancer =
                LoadBalancer.ejecting(LoadBalancer.roundRobin(), 2, Duration.ofHours(1), metrics::ejected);
        for (int i = 0; i < 4; i++) {
            balancer.ended(SHOP, FIRST, Outcome.UNREACHABLE);
        }
        assertEquals(Map.of("UPSTREAM_EJECTIONS[default/shop:80]", 1L), meters.values());
    }

    @Test
    void whatIsGoneIsForgotten() {
        for (int route = 1; route <= 2; route++) {
            ObservedExchange exchange = begin();
            exchange.decided(forward(route, FIRST));
            exchange.tried(forward(route, FIRST));
            exchange.failed(forward(route, FIRST), TryFault.CONNECT);
            exchange.ended(true);
        }
        metrics.checked(SHOP, FIRST, "refused");
        metrics.failing(SHOP, FIRST, "refused");
        metrics.ejected(SHOP, FIRST);
        metrics.opened(WEB);
        metrics.refused(WEB, ConnectionRefusal.NO_PROXY_HEADER);
        metrics.handshakeFailed(WEB, HandshakeFault.TIMEOUT);
        metrics.forgetGone(List.of(WEB), resources("HTTPRoute r2", "Service shop"));
        assertEquals(
                Set.of(
                        "REQUESTS[Gateway default/web:80, HTTPRoute default/r2, none]",
                        "REQUEST_DURATION[Gateway default/web:80, HTTPRoute default/r2]",
                        "UPSTREAM_TRIES[default/shop:80]",
                        "UPSTREAM_FAILURES[default/shop:80, connect]",
                        "UPSTREAM_EJECTIONS[default/shop:80]",
                        "UPSTREAM_HEALTH_CHECKS[default/shop:80, failed]",
                        "UPSTREAM_ENDPOINTS_FAILING[default/shop:80]",
                        "CONNECTIONS[Gateway default/web:80]",
                        "CONNECTIONS_OPEN[Gateway default/web:80]",
                        "CONNECTIONS_REFUSED[Gateway default/web:80, no_proxy_header]",
                        "TLS_HANDSHAKE_FAILURES[Gateway default/web:80, timeout]"),
                meters.values().keySet());
        metrics.forgetGone(List.of(), resources("HTTPRoute r2"));
        assertEquals(
                Set.of("CONNECTIONS[Gateway default/web:80]", "CONNECTIONS_OPEN[Gateway default/web:80]"),
                meters.values().keySet().stream()
                        .filter(key -> key.startsWith("CONNECTIONS[") || key.startsWith("CONNECTIONS_OPEN"))
                        .collect(Collectors.toSet()),
                "a connection is still open");
        metrics.closed(WEB);
        metrics.forgetGone(List.of(), Resources.EMPTY);
        assertEquals(Map.of(), meters.values());
        metrics.opened(WEB);
        metrics.closed(WEB);
        assertEquals(Map.of("CONNECTIONS[Gateway default/web:80]", 1L), meters.values(), "it begins anew");
    }

    private static Resources resources(String... names) {
        List<Document> documents = new ArrayList<>();
        for (String name : names) {
            int space = name.indexOf(' ');
            boolean route = name.startsWith("HTTPRoute");
            documents.add(Document.of(Map.of(
                    "apiVersion",
                    route ? "gateway.networking.k8s.io/v1" : "v1",
                    "kind",
                    name.substring(0, space),
                    "metadata",
                    Map.of("name", name.substring(space + 1), "namespace", "default"),
                    "spec",
                    route ? Map.of() : Map.of("ports", List.of(Map.of("port", 80))))));
        }
        return Resources.decode(documents);
    }

    @Test
    void connectionsAndTheirHandshakes() {
        metrics.opened(WEB);
        metrics.opened(WEB);
        metrics.handshakeFailed(WEB, HandshakeFault.NO_CERTIFICATE);
        metrics.closed(WEB);
        assertEquals(
                Map.of(
                        "CONNECTIONS[Gateway default/web:80]", 2L,
                        "CONNECTIONS_OPEN[Gateway default/web:80]", 1L,
                        "TLS_HANDSHAKE_FAILURES[Gateway default/web:80, no_certificate]", 1L),
                meters.values());
    }

    @Test
    void routesBeyondTheBoundAreCountedTogether() {
        int more = 5;
        for (int i = 0; i < FrontEndMetrics.MOST + more; i++) {
            ObservedExchange exchange = begin();
            exchange.decided(forward(i, FIRST));
            exchange.answered(200);
            exchange.ended(true);
        }
        Map<String, Long> values = meters.values();
        assertEquals(2 * (FrontEndMetrics.MOST + 1), values.size());
        assertEquals(more, values.get("REQUESTS[Gateway default/web:80, other, 2xx]"));
    }
}
