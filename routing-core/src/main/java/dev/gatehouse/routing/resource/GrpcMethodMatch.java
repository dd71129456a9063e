package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code GRPCMethodMatch}: at least one of service and method is there.
 *
 * @param type {@code Exact} where absent
 * @param service null: any
 * @param method null: any
 */
public record GrpcMethodMatch(
        ValueMatchType type,
        @Nullable String service,
        @Nullable String method) {}
