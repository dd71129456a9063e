package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.client.Client;
import dev.gatehouse.tck.echo.PodServers;
import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.Call.Target;
import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any front end that listens on sockets: what is sent travels over a connection each, real backends on the loopback address answer, and delays
 * are waited for. Closing it closes the front end too.
 */
public final class SocketFrontEnd implements FrontEndUnderTest, AutoCloseable {
    private final ListeningFrontEnd frontEnd;
    private final PodServers servers = new PodServers();
    private final Client client = new Client();
    private volatile Set<Integer> proxied = Set.of();

    /** Takes the front end over. */
    public SocketFrontEnd(ListeningFrontEnd frontEnd) {
        this.frontEnd = frontEnd;
    }

    /** @throws UncheckedIOException where the system refuses a socket */
    @Override
    public void serve(Resources resources, Backends backends) {
        Pods pods = (Pods) backends;
        try {
            servers.serve(pods.echo());
            frontEnd.serve(new ReachableEndpoints(pods.echo(), servers).in(resources));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable InetSocketAddress socket(Target target) {
        return frontEnd.socket(target.gateway(), target.port());
    }

    private static String nothing(Target target) {
        return "nothing listens on " + target;
    }

    @Override
    public HttpOutcome send(HttpCall call) {
        InetSocketAddress socket = socket(call.target());
        if (socket == null) {
            return new HttpOutcome.Unanswered(nothing(call.target()));
        }
        return isProxied(call) ? client.sendProxied(call, socket) : client.send(call, socket);
    }

    @Override
    public GrpcOutcome send(GrpcCall call) {
        InetSocketAddress socket = socket(call.target());
        return socket == null ? new GrpcOutcome.Unanswered(nothing(call.target())) : client.send(call, socket);
    }

    @Override
    public WebSocketOutcome send(WebSocketCall call) {
        InetSocketAddress socket = socket(call.target());
        return socket == null ? new WebSocketOutcome.Failed(nothing(call.target())) : client.send(call, socket);
    }

    @Override
    public StreamOutcome send(StreamCall call) {
        InetSocketAddress socket = socket(call.target());
        if (socket == null) {
            return new StreamOutcome.Refused(new End(End.Kind.NONE, nothing(call.target())));
        }
        return isProxied(call) ? client.sendProxied(call, socket) : client.send(call, socket);
    }

    @Override
    public DatagramOutcome send(DatagramCall call) {
        Target target = call.target();
        InetSocketAddress socket = frontEnd.datagramSocket(target.gateway(), target.port());
        return socket == null ? new DatagramOutcome.Silent(nothing(target)) : client.send(call, socket);
    }

    private boolean isProxied(Call call) {
        return proxied.contains(call.target().port());
    }

    @Override
    public String unable(Call call) {
        Protocol protocol = Protocol.of(call);
        if (isProxied(call)) {
            boolean able = call instanceof StreamCall || protocol == Protocol.HTTP_1_1;
            return able
                    ? frontEnd.cannot(protocol)
                    : "no header of the PROXY protocol is sent before " + protocol.text();
        }
        return call.clientAddress() == null
                ? frontEnd.cannot(protocol)
                : "a client address cannot be chosen over sockets: clientIP";
    }

    @Override
    public Duration settling() {
        return frontEnd.settling();
    }

    @Override
    public @Nullable Statuses statuses() {
        return frontEnd.statuses();
    }

    @Override
    public Set<String> lacks() {
        return frontEnd.lacks();
    }

    @Override
    public String configure(ControllerSettings settings) {
        String reason = frontEnd.configure(settings);
        if (reason.isEmpty()) {
            proxied = settings.proxy().ports();
        }
        return reason;
    }

    @Override
    public @Nullable List<Map<String, ?>> made(String namespace) {
        return frontEnd.made(namespace);
    }

    @Override
    public @Nullable String usableAddress() {
        return frontEnd.usableAddress();
    }

    @Override
    public @Nullable String unusableAddress() {
        return frontEnd.unusableAddress();
    }

    @Override
    public void close() {
        frontEnd.close();
        client.close();
        servers.close();
    }
}
