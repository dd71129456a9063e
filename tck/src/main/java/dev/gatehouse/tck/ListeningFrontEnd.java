package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import java.io.IOException;
import java.net.InetSocketAddress;
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
     * Where a port is listened on; null where it is not.
     *
     * @param gateway null: the front end of the Ingresses
     * @param port the number in the resources
     */
    @Nullable
    InetSocketAddress socket(HttpCall.@Nullable GatewayName gateway, int port);

    /** What it would write back into the resources it serves; null where it writes nothing, and steps about status are skipped. */
    default @Nullable Statuses statuses() {
        return null;
    }

    /** Closes every socket. */
    @Override
    void close();
}
