package dev.gatehouse.routing.resource;

/**
 * {@code BackendRef}: a backend and its weight.
 *
 * @param weight 0 to 1,000,000; 1 where absent
 */
public record BackendRef(BackendObjectReference backend, int weight) {}
