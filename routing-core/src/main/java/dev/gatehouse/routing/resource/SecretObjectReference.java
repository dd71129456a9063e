package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code SecretObjectReference}.
 *
 * @param group empty where absent
 * @param kind {@code Secret} where absent
 * @param namespace null where absent: that of the object that refers
 */
public record SecretObjectReference(
        String group, String kind, @Nullable String namespace, String name) {}
