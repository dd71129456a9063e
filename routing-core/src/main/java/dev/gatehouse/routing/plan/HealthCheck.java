package dev.gatehouse.routing.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * How it is found out whether an endpoint is well, whether or not requests go there.
 *
 * @param probe what is asked
 * @param interval from the end of one probe of an endpoint to the next; up to a tenth more or less, so that not all fall together
 * @param timeout for one probe, its connection included
 * @param failingAfter so many probes that fail in a row leave an endpoint out, at least 1
 * @param passingAfter so many that pass in a row take it in again, at least 1
 */
public record HealthCheck(Probe probe, Duration interval, Duration timeout, int failingAfter, int passingAfter) {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int FAILING_AFTER = 3;
    private static final int PASSING_AFTER = 2;

    public HealthCheck {
        check("interval", interval.toNanos());
        check("timeout", timeout.toNanos());
        check("failingAfter", failingAfter);
        check("passingAfter", passingAfter);
    }

    private static void check(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }

    /** Every 10 seconds, 2 seconds at most; three failures leave an endpoint out, two that pass take it in again. */
    public static HealthCheck of(Probe probe) {
        return new HealthCheck(probe, INTERVAL, TIMEOUT, FAILING_AFTER, PASSING_AFTER);
    }

    /** What is asked. */
    public sealed interface Probe {}

    /**
     * A {@code GET}, in the protocol that the Service's port has.
     *
     * @param path with a query if it is to have one; starts with {@code /}
     * @param host empty: {@code name.namespace} of the Service
     * @param expected the statuses of one that is well, at least one
     */
    public record Http(String path, String host, List<Statuses> expected) implements Probe {
        public Http {
            expected = List.copyOf(expected);
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("path: " + path + " (expected: one that starts with /)");
            }
            if (expected.isEmpty()) {
                throw new IllegalArgumentException("expected: none (expected: at least one)");
            }
        }

        /** One that expects a status from 200 to 399, as the kubelet does. */
        public static Http of(String path) {
            return new Http(path, "", List.of(new Statuses(200, 399)));
        }

        /** Whether a status is one of those. */
        public boolean expects(int status) {
            return expected.stream().anyMatch(statuses -> statuses.contains(status));
        }
    }

    /**
     * The statuses from one to another.
     *
     * @param last that too
     */
    public record Statuses(int first, int last) {
        public Statuses {
            if (first < 200 || last > 599 || first > last) {
                throw new IllegalArgumentException(first + "-" + last + " (expected: within 200-599)");
            }
        }

        boolean contains(int status) {
            return status >= first && status <= last;
        }
    }

    /** A connection, which is closed as soon as it is open; without TLS. */
    public record Tcp() implements Probe {}

    /**
     * The call {@code grpc.health.v1.Health/Check}.
     *
     * @param service whose health is asked for, at most 127 bytes; empty: that of all
     */
    public record Grpc(String service) implements Probe {
        private static final int LONGEST = 127;

        public Grpc {
            if (service.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw new IllegalArgumentException("service: " + service + " (expected: at most 127 bytes)");
            }
        }
    }
}
