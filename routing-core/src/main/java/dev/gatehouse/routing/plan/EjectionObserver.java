package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.time.Duration;

/** Is told of endpoints that fail requests, on the threads of requests: no method may block or throw. */
public interface EjectionObserver {
    /** One is left out from now on, as long as half of the Service's endpoints are left. */
    default void leftOut(ServiceBackend backend, Endpoint endpoint, Duration pause) {}

    /** One that was left out has answered a request since. */
    default void answering(ServiceBackend backend, Endpoint endpoint) {}
}
