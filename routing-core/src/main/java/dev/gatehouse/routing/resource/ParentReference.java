package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code parentRefs[]} of a route.
 *
 * @param group that of the Gateway API where absent
 * @param kind {@code Gateway} where absent
 * @param namespace null where absent: the route's own
 * @param sectionName the listener's name; null: every listener
 * @param port the listener's port; null: every port
 */
public record ParentReference(
        String group,
        String kind,
        @Nullable String namespace,
        String name,
        @Nullable String sectionName,
        @Nullable Integer port) {}
