package dev.gatehouse.tck;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.echo.GrpcCode;
import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.GatewayName;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.HttpOutcome.Answered;
import dev.gatehouse.tck.exchange.Payload;
import dev.gatehouse.tck.exchange.TlsOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Routing alone, without sockets: the decision stands in for the response, and a backend is asked in place. A timeout is compared with
 * the delay that a backend announces; nothing waits. What only a connection shows, such as a WebSocket or a handshake, is skipped.
 */
public final class CoreFrontEnd implements FrontEndUnderTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String USABLE = "192.0.2.2";
    private static final String UNUSABLE = "203.0.113.9";
    private static final String CLIENT = "198.51.100.1";
    private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";

    private final LiveRoutes routes;
    private @Nullable Backends backends;

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
    public String configure(ControllerSettings settings) {
        ControllerSettings proxyAlone = new ControllerSettings(Map.of(), List.of(), settings.proxy());
        return settings.equals(proxyAlone) && !settings.equals(ControllerSettings.NONE)
                ? "needs connections: " + settings.text()
                : FrontEndUnderTest.super.configure(settings);
    }

    @Override
    public boolean overConnections() {
        return false;
    }

    @Override
    public String unable(Call call) {
        Protocol protocol = Protocol.of(call);
        if (!(call instanceof HttpCall) && !(call instanceof GrpcCall)) {
            return "needs connections: " + protocol.text();
        }
        TlsOffer tls = call.tls();
        boolean asked = tls != null
                && (tls.identity() != null
                        || routes.current().listeners(bind(call)).stream()
                                .anyMatch(listener -> listener.clientValidation() != null));
        return asked ? "needs connections: a client certificate" : "";
    }

    @Override
    public Statuses statuses() {
        Address usable = Address.ip(USABLE);
        Address own = Address.ip(ADDRESS);
        return routes.current()
                .status(FrontEnd.at(own).reaching(address -> address.equals(usable) || address.equals(own)));
    }

    @Override
    public String usableAddress() {
        return USABLE;
    }

    @Override
    public String unusableAddress() {
        return UNUSABLE;
    }

    private static Bind bind(Call call) {
        GatewayName gateway = call.target().gateway();
        return new Bind(
                gateway == null
                        ? Bind.INGRESS
                        : new ObjectRef(GATEWAY_GROUP, "Gateway", gateway.namespace(), gateway.name()),
                call.target().port());
    }

    /** Why no request comes through; null where one does. */
    private static @Nullable HttpOutcome refused(Routes current, Bind bind, @Nullable TlsOffer tls) {
        List<AttachedListener> listeners = current.listeners(bind);
        if (listeners.isEmpty()) {
            return new HttpOutcome.Unanswered("nothing listens on " + bind);
        }
        if (tls == null) {
            return listeners.get(0).protocol() == AttachedListener.Protocol.HTTP
                    ? null
                    : new HttpOutcome.Unanswered(bind + " speaks no HTTP in cleartext");
        }
        ConnectionDecision decision = current.connect(bind, tls.serverName());
        if (decision instanceof ConnectionDecision.Forward forward) {
            return new HttpOutcome.Unseen(
                    "what is passed through: " + forward.listener().protocol());
        }
        // A server name that no listener has may still end in a handshake: the host of the request decides then.
        return listeners.stream().anyMatch(listener -> listener.protocol() == AttachedListener.Protocol.HTTPS)
                ? null
                : new HttpOutcome.Unanswered(bind + " speaks no HTTPS");
    }

    @Override
    public HttpOutcome send(HttpCall call) {
        Routes current = routes.current();
        Bind bind = bind(call);
        HttpOutcome refused = refused(current, bind, call.tls());
        Backends behind = backends;
        if (refused != null || behind == null) {
            return refused != null ? refused : new HttpOutcome.Unanswered("nothing is served");
        }
        String host = call.hostAt(ADDRESS);
        String client = call.clientAddress() == null ? CLIENT : call.clientAddress();
        InPlace exchange = new InPlace(
                behind,
                call,
                new UpstreamHeaders.Client(client, call.scheme(), call.target().port(), host));
        return exchange.outcome(current.decide(bind, new CallHead(call, host)));
    }

    @Override
    public GrpcOutcome send(GrpcCall call) {
        List<HeaderLine> headers = new ArrayList<>(call.metadata());
        headers.add(new HeaderLine("content-type", "application/grpc"));
        headers.add(new HeaderLine("te", "trailers"));
        HttpOutcome outcome = send(new HttpCall(
                call.target(),
                call.tls(),
                call.clientAddress(),
                true,
                "POST",
                call.authority(),
                call.path(),
                headers,
                Payload.of(5)));
        if (outcome instanceof Answered answered) {
            List<String> code = HeaderLine.values(answered.headers(), InPlace.GRPC_STATUS);
            return code.isEmpty()
                    ? new GrpcOutcome.Ended(
                            GrpcCode.ofHttp(answered.status()).name(), "HTTP status " + answered.status(), null)
                    : new GrpcOutcome.Ended(
                            GrpcCode.numbered(code.get(0)).name(),
                            String.join(", ", HeaderLine.values(answered.headers(), "grpc-message")),
                            answered.received());
        } else if (outcome instanceof HttpOutcome.Unseen unseen) {
            return new GrpcOutcome.Unseen(unseen.reason());
        }
        return new GrpcOutcome.Unanswered(((HttpOutcome.Unanswered) outcome).reason());
    }
}
