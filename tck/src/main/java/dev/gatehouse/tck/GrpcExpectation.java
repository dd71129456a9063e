package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpExpectation.BackendRequest;
import org.jspecify.annotations.Nullable;

/**
 * The {@code expect} of a {@code grpc} step. What is null asks for nothing.
 *
 * @param code by its name
 * @param backend with which the name of the pod that answered begins
 */
record GrpcExpectation(
        @Nullable String code,
        @Nullable String backend,
        @Nullable String namespace,
        @Nullable BackendRequest backendRequest) {}
