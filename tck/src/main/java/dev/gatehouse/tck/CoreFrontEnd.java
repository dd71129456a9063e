package dev.gatehouse.tck;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Redirect;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.Statuses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Routing alone, without sockets: the decision stands in for the response, and a backend is asked in place. A timeout is compared with
 * the delay that a backend announces; nothing waits.
 */
public final class CoreFrontEnd implements FrontEndUnderTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String CLIENT = "198.51.100.1";
    private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";

    private final LiveRoutes routes;
    private Backends backends = (address, method, host, target, headers) -> null;

    /** Serves the classes of these controllers. */
    public CoreFrontEnd(Set<String> controllers) {
        routes = LiveRoutes.builder()
                .controllers(new Controllers(controllers, false, Set.of()))
                .build(Resources.EMPTY);
    }

    @Override
    public void serve(Resources resources, Backends backends) {
        if (routes.apply(resources) instanceof LiveRoutes.Update.Refused refused) {
            throw new IllegalArgumentException("resources with errors: " + refused.errors());
        }
        this.backends = backends;
    }

    @Override
    public boolean overConnections() {
        return false;
    }

    @Override
    public Statuses statuses() {
        return routes.current().status(FrontEnd.at(Address.ip(ADDRESS)));
    }

    @Override
    public HttpOutcome send(HttpCall call) {
        Routes current = routes.current();
        HttpCall.GatewayName gateway = call.gateway();
        Bind bind = new Bind(
                gateway == null
                        ? Bind.INGRESS
                        : new ObjectRef(GATEWAY_GROUP, "Gateway", gateway.namespace(), gateway.name()),
                call.port());
        if (!current.binds().contains(bind)) {
            return new HttpOutcome.Unanswered("nothing listens on " + bind);
        }
        if (current.listeners(bind).get(0).tls() != call.tls()) {
            return new HttpOutcome.Unanswered(bind + (call.tls() ? " does not speak TLS" : " speaks TLS only"));
        }
        CallHead head = new CallHead(call, host(call));
        Decision decision = current.decide(bind, head);
        if (decision instanceof Forward forward) {
            return forward(forward, call);
        } else if (decision instanceof Redirect redirect) {
            List<HeaderLine> lines = new ArrayList<>(lines(redirect.fields()));
            lines.add(new HeaderLine("Location", redirect.location()));
            return new HttpOutcome.Answered(redirect.status(), null, lines, null);
        }
        Respond respond =
                decision instanceof Authorize authorize ? authorize.failed(Failure.REFUSED) : (Respond) decision;
        return new HttpOutcome.Answered(respond.status(), null, lines(respond.fields()), null);
    }

    private HttpOutcome forward(Forward forward, HttpCall call) {
        if (!(forward.endpoint() instanceof Endpoint.Address address)) {
            throw new IllegalStateException("an endpoint that the kit did not make: " + forward.endpoint());
        }
        UpstreamHeaders.Client client =
                new UpstreamHeaders.Client(CLIENT, call.tls() ? "https" : "http", call.port(), host(call));
        Backends.Reply reply = backends.receive(
                address.host(),
                call.method(),
                forward.host(),
                forward.target(),
                lines(UpstreamHeaders.of(fields(call.headers()), client, forward.requestEdits())));
        if (reply == null) {
            return new HttpOutcome.Answered(502, null, List.of(), null);
        }
        if (Stream.of(forward.requestTimeout(), forward.backendRequestTimeout())
                .anyMatch(timeout -> exceeds(reply.delay(), timeout))) {
            return new HttpOutcome.Answered(504, null, List.of(), null);
        }
        return new HttpOutcome.Answered(
                reply.status(),
                null,
                lines(DownstreamHeaders.of(fields(reply.headers()), forward.responseEdits())),
                reply.received());
    }

    private static boolean exceeds(Duration delay, @Nullable Duration timeout) {
        return timeout != null && !timeout.isZero() && delay.compareTo(timeout) > 0;
    }

    private static String host(HttpCall call) {
        String host = call.host();
        return host != null ? host : ADDRESS + (call.port() == (call.tls() ? 443 : 80) ? "" : ":" + call.port());
    }

    private static List<HeaderEdits.Field> fields(List<HeaderLine> lines) {
        return lines.stream()
                .map(line -> new HeaderEdits.Field(line.name(), line.value()))
                .toList();
    }

    private static List<HeaderLine> lines(List<HeaderEdits.Field> fields) {
        return fields.stream()
                .map(field -> new HeaderLine(field.name(), field.value()))
                .toList();
    }
}
