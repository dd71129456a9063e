package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpOutcome.Received;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the Services of a case: pods that answer with a record of what they received. A front end without sockets asks here
 * what the pod at an address answers. Immutable and safe for any number of threads.
 */
@FunctionalInterface
public interface Backends {
    /**
     * What the pod at this address answers; null where there is no pod.
     *
     * @param address an IP address from the EndpointSlices of the case
     * @param host the Host header; empty where there is none
     * @param target path and query
     * @param headers without Host
     */
    @Nullable
    Reply receive(String address, String method, String host, String target, List<HeaderLine> headers);

    /**
     * A pod's answer.
     *
     * @param delay how long it waits before it answers; not waited for here
     */
    record Reply(Received received, int status, List<HeaderLine> headers, Duration delay) {
        public Reply {
            headers = List.copyOf(headers);
        }
    }
}
