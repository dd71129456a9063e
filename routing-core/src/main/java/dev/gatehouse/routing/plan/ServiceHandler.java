package dev.gatehouse.routing.plan;

import java.io.IOException;

/**
 * Code in this process that stands behind a Service, with no socket between. Called on a thread that may block, by many threads at
 * once.
 */
@FunctionalInterface
public interface ServiceHandler {
    /**
     * Answers a request. Where it fails before it has called {@link ServiceExchange#respond}, the client gets 500; afterwards the answer
     * is visibly cut off.
     */
    void handle(ServiceExchange exchange) throws IOException;
}
