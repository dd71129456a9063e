package dev.gatehouse.netty.upstream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections to an endpoint are open, and how many requests wait for one, on all event loops together. Asked when a connection is
 * opened, not for each request. Safe for any number of threads.
 */
final class Circuits {
    private final Map<Target, Circuit> circuits = new ConcurrentHashMap<>();
    private final int mostConnections;
    private final int mostPending;

    Circuits(int mostConnections, int mostPending) {
        this.mostConnections = mostConnections;
        this.mostPending = mostPending;
    }

    private record Circuit(int connections, int pending) {
        static final Circuit NONE = new Circuit(0, 0);
    }

    /** Counts a connection that is to be opened; false where there are too many. */
    boolean connect(Target target) {
        return count(target, 1, 0);
    }

    void closed(Target target) {
        count(target, -1, 0);
    }

    /** Counts a request that is to wait for a connection; false where too many do. */
    boolean await(Target target) {
        return count(target, 0, 1);
    }

    void served(Target target) {
        count(target, 0, -1);
    }

    private boolean count(Target target, int connections, int pending) {
        boolean[] counted = new boolean[1];
        circuits.compute(target, (key, known) -> {
            Circuit before = known == null ? Circuit.NONE : known;
            Circuit after = new Circuit(before.connections + connections, before.pending + pending);
            counted[0] = (connections <= 0 || after.connections <= mostConnections)
                    && (pending <= 0 || after.pending <= mostPending);
            // Endpoints come and go: what is not counted is not kept.
            return !counted[0] ? known : after.equals(Circuit.NONE) ? null : after;
        });
        return counted[0];
    }
}
