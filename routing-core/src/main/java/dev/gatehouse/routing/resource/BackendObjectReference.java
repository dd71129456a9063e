package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code BackendObjectReference}.
 *
 * @param group empty where absent
 * @param kind {@code Service} where absent
 * @param namespace null where absent: the route's own
 * @param port the Service's port, never null for a Service
 */
public record BackendObjectReference(
        String group,
        String kind,
        @Nullable String namespace,
        String name,
        @Nullable Integer port) {}
