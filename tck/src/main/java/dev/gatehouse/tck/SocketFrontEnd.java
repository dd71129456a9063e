package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Any front end that listens on sockets: requests travel over a connection each, real backends on the loopback address answer them, and
 * delays are waited for. HTTP/1.1 only. Use from one thread; closing it closes the front end too.
 */
public final class SocketFrontEnd implements FrontEndUnderTest, AutoCloseable {
    private final ListeningFrontEnd frontEnd;
    private final EchoPods pods = new EchoPods();

    /** Takes the front end over. */
    public SocketFrontEnd(ListeningFrontEnd frontEnd) {
        this.frontEnd = frontEnd;
    }

    /** @throws UncheckedIOException where the system refuses a socket */
    @Override
    public @Nullable Statuses statuses() {
        return frontEnd.statuses();
    }

    @Override
    public void serve(Resources resources, Backends backends) {
        try {
            frontEnd.serve(pods.reachable(resources, backends));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public HttpOutcome send(HttpCall call) {
        InetSocketAddress socket = frontEnd.socket(call.gateway(), call.port());
        return socket == null
                ? new HttpOutcome.Unanswered(nothingListens(call.gateway(), call.port()))
                : SocketClient.send(call, socket);
    }

    @Override
    public TlsOutcome handshake(HttpCall.@Nullable GatewayName gateway, int port, @Nullable String serverName) {
        InetSocketAddress socket = frontEnd.socket(gateway, port);
        return socket == null
                ? new TlsOutcome.Refused(nothingListens(gateway, port))
                : SocketClient.handshake(serverName, socket);
    }

    private static String nothingListens(HttpCall.@Nullable GatewayName gateway, int port) {
        return "nothing listens on port " + port
                + (gateway == null ? "" : " of Gateway " + gateway.namespace() + "/" + gateway.name());
    }

    @Override
    public String unable(HttpCall call) {
        return call.http2() ? "HTTP/2 is not spoken over sockets" : "";
    }

    @Override
    public void close() {
        frontEnd.close();
        pods.close();
    }
}
