package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the Services of a case: pods that answer with a record of what they received. A front end without sockets asks here
 * what the pod at an address answers; {@link SocketFrontEnd} puts sockets before them. Safe for any number of threads.
 */
public sealed interface Backends permits Pods {
    /**
     * What the pod at this address answers.
     *
     * @param address an IP address from the EndpointSlices of the case
     * @param port the number there
     */
    Reply receive(String address, int port, Arrival request);

    /**
     * What the pod at this address answers to a gRPC call.
     *
     * @param call its headers with the metadata; its target is {@code /service/method}
     */
    Reply receiveGrpc(String address, int port, Arrival call);

    /** What comes back from a pod. */
    sealed interface Reply {
        /** There is no pod. */
        record Unreachable() implements Reply {}

        /** What it speaks on this port is not spoken without a connection, such as TLS. */
        record Unspoken(String reason) implements Reply {}

        /** @param delay after which it resets the connection; not waited for here */
        record Reset(Received received, Duration delay) implements Reply {}

        /**
         * An answer of HTTP.
         *
         * @param received null where the answer does not tell
         * @param delay how long it waits before it answers; not waited for here
         */
        record Answer(@Nullable Received received, int status, List<HeaderLine> headers, String body, Duration delay)
                implements Reply {
            public Answer {
                headers = List.copyOf(headers);
            }
        }

        /**
         * An answer of gRPC.
         *
         * @param code by its name
         * @param received null where the code is not {@code OK}
         * @param delay how long it waits before it answers; not waited for here
         */
        record GrpcAnswer(@Nullable Received received, String code, String message, Duration delay) implements Reply {}
    }
}
