package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.DatagramCall.DnsQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens in a case. */
sealed interface Step {
    /** One thing that is sent, and what must come back. It can be sent again and again. */
    sealed interface Exchange extends Step {
        /** Where it is sent. */
        Destination destination();

        /** Whether the expectation must stay unmet. */
        default boolean never() {
            return false;
        }
    }

    /** A request and its answer. */
    record Http(HttpRequest request, HttpExpectation expectation, boolean never) implements Exchange {
        @Override
        public Destination destination() {
            return request.destination();
        }
    }

    /** A gRPC call and its status. */
    record Grpc(GrpcRequest request, GrpcExpectation expectation, boolean never) implements Exchange {
        @Override
        public Destination destination() {
            return request.destination();
        }
    }

    /** A WebSocket that sends back what it is sent. */
    record WebSocket(
            WebSocketRequest request,
            @Nullable String backend,
            @Nullable String namespace) implements Exchange {
        @Override
        public Destination destination() {
            return request.destination();
        }
    }

    /**
     * A connection of TCP or TLS.
     *
     * @param clientAddress that it must seem to come from; null: any
     */
    record Stream(
            Destination destination,
            @Nullable Handshake handshake,
            @Nullable String clientAddress,
            List<String> send,
            StreamExpectation expectation)
            implements Exchange {}

    /** A datagram. */
    record Datagram(
            Destination destination, String text, @Nullable DnsQuery query, DatagramExpectation expectation)
            implements Exchange {}

    /**
     * Many exchanges, spread over backends.
     *
     * @param shares Deployment to fraction; empty: only the expectation is asked for
     * @param tolerance absolute, on the fraction
     * @param attempts how often the whole may be tried until it holds
     * @param concurrency how many may be under way at a time
     * @param jitter whether about every other request carries a further header
     */
    record Distribution(
            Exchange each,
            int requests,
            Map<String, Double> shares,
            double tolerance,
            int attempts,
            int concurrency,
            boolean jitter)
            implements Step {}

    /** Requests of which copies reach other backends; the numbers as for {@link Distribution}. */
    record Mirror(Http each, int requests, List<WantedMirror> mirrors, double tolerance, int attempts, int concurrency)
            implements Step {
        /** @param percent of the requests; null: at least one of them */
        record WantedMirror(
                String backend,
                @Nullable String namespace,
                @Nullable Double percent) {}
    }

    /**
     * Many requests, spread over pods.
     *
     * @param distinct how many different pods must have answered
     * @param perPod how many requests each pod must have got; null: any number
     */
    record Pods(
            Http each,
            int requests,
            Range distinct,
            @Nullable Integer perPod) implements Step {}

    /**
     * Many requests, as fast as they go.
     *
     * @param statuses status code to the number of answers with it
     */
    record Burst(Http each, int requests, int concurrency, Map<Integer, Range> statuses) implements Step {}

    /** Time passes. */
    record Wait(Duration duration) implements Step {}

    /**
     * Objects come or change.
     *
     * @param rejected whether validation must refuse each
     * @param field the field that is wrong, where {@code rejected}
     */
    record Apply(
            List<Map<String, Object>> objects,
            boolean rejected,
            @Nullable String field) implements Step {}

    /** A merge patch (RFC 7386), nulls included. */
    record Patch(ObjectName object, Map<?, ?> merge) implements Step {}

    /** An object goes. */
    record Delete(ObjectName object) implements Step {}

    /** The status of an object. */
    record Status(StatusExpectation expectation) implements Step {}

    /** Every Gateway in these namespaces is accepted and programmed, those left out that are annotated so. */
    record Ready(List<String> namespaces) implements Step {}

    /**
     * Objects that the front end makes for a Gateway.
     *
     * @param selector labels of the objects that are meant
     * @param kinds that are looked at
     * @param atLeastOneOf kinds of which one object must be there
     * @param labels that the first object of each kind must carry, as {@code annotations}
     */
    record Generated(
            String namespace,
            Map<String, Object> selector,
            List<String> kinds,
            List<String> atLeastOneOf,
            Map<String, Object> labels,
            Map<String, Object> annotations)
            implements Step {}

    /** A step that cannot be read: it fails. */
    record Malformed(String reason) implements Step {}

    /** A step with keys that the kit does not know, or cannot do. */
    record Unsupported(String reason) implements Step {}

    /**
     * A step in its place.
     *
     * @param position in the case, from 1
     * @param title kind, what is asked for, and the label if it has one
     */
    record Placed(int position, String title, Step step) {}
}
