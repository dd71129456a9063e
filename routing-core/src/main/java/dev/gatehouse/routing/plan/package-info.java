/**
 * What to do with a request, in full.
 *
 * <p>In: the rule that took the request, the {@link dev.gatehouse.routing.request.Request}, the endpoints. Out: a
 * {@link dev.gatehouse.routing.plan.Decision} that holds everything an adapter must do, so that two adapters can differ in transport and
 * never in meaning. This room knows nothing of sockets.
 */
@NullMarked
package dev.gatehouse.routing.plan;

import org.jspecify.annotations.NullMarked;
