package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;

/** Chooses one of a Service's endpoints for a request. Safe for any number of threads. */
@FunctionalInterface
public interface LoadBalancer {
    /**
     * One of these.
     *
     * @param endpoints never empty
     */
    Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints);

    /** Each in its turn, counted for each Service port. */
    static LoadBalancer roundRobin() {
        return new RoundRobin();
    }
}
