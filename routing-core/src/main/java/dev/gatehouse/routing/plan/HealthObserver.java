package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import org.jspecify.annotations.Nullable;

/** Is told of health checks, on the threads that make them: no method may block or throw. */
public interface HealthObserver {
    /**
     * An endpoint was asked.
     *
     * @param failure why it is not well; null where it is
     */
    default void checked(ServiceBackend backend, Endpoint.Address endpoint, @Nullable String failure) {}

    /** It is left out from now on, as long as half of the Service's endpoints are left. */
    default void failing(ServiceBackend backend, Endpoint.Address endpoint, String failure) {}

    /** One that was left out is taken in again. */
    default void passing(ServiceBackend backend, Endpoint.Address endpoint) {}

    /** One that was left out is checked no more. */
    default void forgotten(ServiceBackend backend, Endpoint.Address endpoint) {}
}
