/**
 * Connections to endpoints.
 *
 * <p>In: where a request goes. Out: an {@link dev.gatehouse.netty.upstream.Upstream} to write it to, on a pooled connection of HTTP/1.1 or as
 * a stream of HTTP/2, and the answer as it comes. Each event loop has connections of its own, so an exchange never changes threads. Code
 * in this process is reached the same way. This room knows nothing of routes and clients.
 */
@NullMarked
package dev.gatehouse.netty.upstream;

import org.jspecify.annotations.NullMarked;
