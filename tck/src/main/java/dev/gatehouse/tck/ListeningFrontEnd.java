package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.exchange.GatewayName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A front end that listens on sockets. {@link SocketFrontEnd} holds it to the cases: it sends real requests, and stands real backends behind
 * it. Used from one thread.
 */
public interface ListeningFrontEnd extends AutoCloseable {
    /**
     * Serves these resources in place of all before; returns when their sockets are open and every further request is answered by them.
     *
     * @param resources valid ones; the endpoints in them listen
     * @throws IOException where the system refuses a socket
     */
    void serve(Resources resources) throws IOException;

    /**
     * Where a port is listened on for connections; null where it is not.
     *
     * @param gateway null: the front end of the Ingresses
     * @param port the number in the resources
     */
    @Nullable
    InetSocketAddress socket(@Nullable GatewayName gateway, int port);

    /** Where a port is listened on for datagrams; null where it is not. */
    default @Nullable InetSocketAddress datagramSocket(@Nullable GatewayName gateway, int port) {
        return null;
    }

    /**
     * Why it does not speak a protocol, in words; empty where it does. Steps that need it are skipped. By default it speaks HTTP/1.1, also within
     * TLS, and nothing else.
     */
    default String cannot(Protocol protocol) {
        return protocol == Protocol.HTTP_1_1 || protocol == Protocol.TLS_HANDSHAKE
                ? ""
                : "not spoken: " + protocol.text();
    }

    /** See {@link FrontEndUnderTest#lacks}. */
    default Set<String> lacks() {
        return Set.of();
    }

    /** See {@link FrontEndUnderTest#settling}; by default as long as the suites allow. */
    default Duration settling() {
        return Duration.ofMinutes(3);
    }

    /** What it would write back into the resources it serves; null where it writes nothing, and steps about status are skipped. */
    default @Nullable Statuses statuses() {
        return null;
    }

    /** See {@link FrontEndUnderTest#configure}; where it speaks the PROXY protocol, {@link ControllerSettings#proxy} is among them. */
    default String configure(ControllerSettings settings) {
        return settings.equals(ControllerSettings.NONE) ? "" : "a controller with " + settings.text();
    }

    /** See {@link FrontEndUnderTest#made}. */
    default @Nullable List<Map<String, ?>> made(String namespace) {
        return null;
    }

    /** See {@link FrontEndUnderTest#usableAddress}. */
    default @Nullable String usableAddress() {
        return null;
    }

    /** See {@link FrontEndUnderTest#unusableAddress}. */
    default @Nullable String unusableAddress() {
        return null;
    }

    /** Closes every socket. */
    @Override
    void close();
}
