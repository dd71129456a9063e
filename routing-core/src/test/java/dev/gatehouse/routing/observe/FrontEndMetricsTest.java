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
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        return new Origin(new ObjectRef("g", "HTTPRoute", "default", "r" + route), null, 0, null, Source.NONE);
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
