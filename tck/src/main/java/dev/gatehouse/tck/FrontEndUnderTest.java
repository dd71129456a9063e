package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that serves resources and answers requests: what the cases are run against. One that listens on sockets is better a
 * {@link ListeningFrontEnd}, which {@link SocketFrontEnd} makes one of these.
 *
 * <p>Only {@link #serve} and requests of HTTP must be known. Whatever else a case asks for is skipped, with the reason, unless the method for it is
 * there and {@link #unable} says nothing against it.
 *
 * <p>{@link #serve} is called from one thread while nothing is sent; calls are sent from several at once.
 */
public interface FrontEndUnderTest {
    /**
     * Serves these resources in place of all before; returns when they are served.
     *
     * @param resources valid ones; they hold no problems
     * @param backends what stands at the addresses of their EndpointSlices
     */
    void serve(Resources resources, Backends backends);

    /** Sends a request and waits for its outcome; redirects are not followed. */
    HttpOutcome send(HttpCall call);

    /** Makes a gRPC call. */
    default GrpcOutcome send(GrpcCall call) {
        throw new UnsupportedOperationException("gRPC");
    }

    /** Opens a WebSocket, and exchanges messages over it. */
    default WebSocketOutcome send(WebSocketCall call) {
        throw new UnsupportedOperationException("WebSockets");
    }

    /** Opens a connection of TCP or TLS, and exchanges lines over it. */
    default StreamOutcome send(StreamCall call) {
        throw new UnsupportedOperationException("connections");
    }

    /** Sends a datagram, and waits for an answer. */
    default DatagramOutcome send(DatagramCall call) {
        throw new UnsupportedOperationException("datagrams");
    }

    /** Why this cannot be sent, in words; empty where it can. A step that cannot be sent is skipped. By default only HTTP can. */
    default String unable(Call call) {
        return call instanceof HttpCall ? "" : Protocol.of(call).text();
    }

    /**
     * Whether requests travel over connections. Where they do not, what only a connection shows (the HTTP version, headers such as
     * {@code Date}, certificates) is not judged.
     */
    default boolean overConnections() {
        return true;
    }

    /**
     * How long after {@link #serve} it may still act on what was served before. What fails is tried again until then, though never for
     * longer than the suites allow: 30 seconds for a request, 60 for a status, 180 for one of a Gateway.
     */
    default Duration settling() {
        return Duration.ZERO;
    }

    /** What it would write back into the resources it serves; null where it writes nothing, and steps about status are skipped. */
    default @Nullable Statuses statuses() {
        return null;
    }

    /** The features, of those that the core knows, that it does not have ({@link Claims}). Cases about them are skipped. */
    default Set<String> lacks() {
        return Set.of();
    }

    /**
     * Starts anew with these settings of the controller that a suite is about, or with the defaults.
     *
     * @return why it cannot, in words; empty where it has. The case is skipped where it cannot.
     */
    default String configure(ControllerSettings settings) {
        return settings.equals(ControllerSettings.NONE) ? "" : "a controller with " + settings.text();
    }

    /**
     * The objects that it has made in a namespace for the Gateways there, as a cluster would show them: {@code kind}, {@code metadata} and more; null
     * where it makes none, and steps about them are skipped.
     */
    default @Nullable List<Map<String, ?>> made(String namespace) {
        return null;
    }

    /** An IP address that it can listen on and that is not one it listens on by itself; null where none is known. */
    default @Nullable String usableAddress() {
        return null;
    }

    /** An IP address that it cannot listen on; null where none is known. */
    default @Nullable String unusableAddress() {
        return null;
    }
}
