package dev.gatehouse.tck;

import org.jspecify.annotations.Nullable;

/**
 * The {@code expect} of a {@code udp} step. What is null asks for nothing.
 *
 * @param reply whether any datagram must come in answer
 * @param rejected whether none may come
 * @param backend with which the name of the pod that answered begins
 */
record DatagramExpectation(
        boolean reply,
        boolean rejected,
        @Nullable String backend,
        @Nullable String namespace) {}
