package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.request.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /**
     * Whether it would rather not choose this one now: then a session does not lead there either.
     *
     * @param endpoints all that are ready, this among them
     */
    default boolean avoids(ServiceBackend backend, Endpoint endpoint, List<Endpoint> endpoints) {
        return false;
    }

    /** Told by a front end when it begins to send a request to an endpoint, or to connect somebody with it. */
    default void began(ServiceBackend backend, Endpoint endpoint) {}

    /** Told once for each {@link #began}, when the answer or the connection has ended or is given up. */
    default void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {}

    /** How an endpoint did. */
    enum Outcome {
        /** It answered, with a status below 500; or a connection with it came about. */
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

    /** Any, each as likely as the others. */
    static LoadBalancer random() {
        return new RandomChoice(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /** The one of two, drawn at random, that has less under way. */
    static LoadBalancer leastRequest() {
        return new LeastRequest(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * The same endpoint for the same key, as long as it is ready; where endpoints come and go few keys move.
     *
     * @param key of a request, such as the value of a header; null where it has none: then any. Asked for each request
     */
    static LoadBalancer consistentHash(Function<Request, @Nullable String> key) {
        return new ConsistentHash(key, random());
    }

    /**
     * Another's choice among the endpoints that do well: one that failed so often in a row is left out for a while, and longer each time
     * it fails again at once, up to ten times as long. Where more than half would be left out, none is.
     *
     * @param failures in a row, at least 1: answers from 500 on, connections that fail, answers that take too long
     * @param pause how long it is left out for the first time
     */
    static LoadBalancer ejecting(LoadBalancer among, int failures, Duration pause) {
        return ejecting(among, failures, pause, (backend, endpoint) -> {});
    }

    /**
     * As {@link #ejecting(LoadBalancer, int, Duration)}, with somebody who is told.
     *
     * @param ejected told of each endpoint when it is left out, on the thread of a request; must be quick, and not throw
     */
    static LoadBalancer ejecting(
            LoadBalancer among, int failures, Duration pause, BiConsumer<ServiceBackend, Endpoint> ejected) {
        EjectionObserver observer = new EjectionObserver() {
            @Override
            public void leftOut(ServiceBackend backend, Endpoint endpoint, Duration pause) {
                ejected.accept(backend, endpoint);
            }
        };
        return ejecting(among, failures, pause, observer);
    }

    /** As {@link #ejecting(LoadBalancer, int, Duration)}, with somebody who is told for how long, and when one answers again. */
    static LoadBalancer ejecting(LoadBalancer among, int failures, Duration pause, EjectionObserver observer) {
        return LeavingOut.of(among, new Ejections(failures, pause, System::nanoTime, observer));
    }
}
