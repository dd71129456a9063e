package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.request.Request;
import java.util.List;

/**
 * Chooses one of a Service's endpoints for a request or a connection. Safe for any number of threads; asked for each request, so it must be
 * quick.
 */
@FunctionalInterface
public interface LoadBalancer {
    /**
     * One of these, for a connection.
     *
     * @param endpoints never empty
     */
    Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints);

    /**
     * One of these, for a request.
     *
     * @param endpoints never empty
     */
    default Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints, Request request) {
        return choose(backend, endpoints);
    }

    /** Told by a front end when it begins to send a request to an endpoint. */
    default void began(ServiceBackend backend, Endpoint endpoint) {}

    /** Told once for each {@link #began}, when the answer has ended or is given up. */
    default void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {}

    /** How an endpoint did. */
    enum Outcome {
        /** It answered, with a status below 500. */
        ANSWERED,
        /** It answered with a status from 500 on. */
        ERROR,
        /** No connection, or the connection ended before the answer did. */
        UNREACHABLE,
        /** It took too long. */
        TIMEOUT,
        /** The client went away, or something else that tells nothing of the endpoint. */
        ABANDONED
    }

    /** Each in its turn, counted for each Service port. */
    static LoadBalancer roundRobin() {
        return new RoundRobin();
    }
}
