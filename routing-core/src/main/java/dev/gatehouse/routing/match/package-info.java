/**
 * Which rule takes a request.
 *
 * <p>In: a {@link dev.gatehouse.routing.request.Request} and a table. Out: the entry of the table that takes it, or none. Nothing here
 * allocates. This room knows nothing of backends.
 */
@NullMarked
package dev.gatehouse.routing.match;

import org.jspecify.annotations.NullMarked;
