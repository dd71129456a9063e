package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import org.jspecify.annotations.Nullable;

/** A front end as the kit uses it, from one thread. */
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

    /**
     * Makes a TLS handshake, and closes the connection.
     *
     * @param gateway null: the front end of the Ingresses
     * @param port the number in the resources
     * @param serverName null: the client sends none
     * @throws UnsupportedOperationException where requests do not travel {@linkplain #overConnections over connections}
     */
    default TlsOutcome handshake(HttpCall.@Nullable GatewayName gateway, int port, @Nullable String serverName) {
        throw new UnsupportedOperationException("a front end without connections");
    }

    /** Why this call cannot be sent, in words; empty where it can. A step with a call that cannot be sent is skipped. */
    default String unable(HttpCall call) {
        return "";
    }

    /**
     * Whether requests travel over connections. Where they do not, what only a connection shows (the HTTP version, headers such as
     * {@code Date}, certificates) is not judged.
     */
    default boolean overConnections() {
        return true;
    }

    /** What it would write back into the resources it serves; null where it writes nothing, and steps about status are skipped. */
    default @Nullable Statuses statuses() {
        return null;
    }
}
