/**
 * What a client asks for, in the one form in which it is matched, filtered, logged and forwarded.
 *
 * <p>In: a {@link dev.gatehouse.routing.request.RequestHead}, which an adapter shows of the bytes that it received. Out: a
 * {@link dev.gatehouse.routing.request.Request}, or why there is none. This room knows nothing of routes.
 */
@NullMarked
package dev.gatehouse.routing.request;

import org.jspecify.annotations.NullMarked;
