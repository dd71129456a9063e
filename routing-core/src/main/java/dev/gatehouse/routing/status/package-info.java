/**
 * What to write back into {@code status}.
 *
 * <p>In: {@link dev.gatehouse.routing.resource.Resources}, their {@link dev.gatehouse.routing.attach.Attachment}, and what only the program
 * around knows ({@link dev.gatehouse.routing.status.FrontEnd}). Out: {@link dev.gatehouse.routing.status.Statuses}, for each GatewayClass,
 * Gateway, route and Ingress of ours its status as data. This room knows nothing of the cluster: who writes a status keeps the entries of
 * others, and sets {@code lastTransitionTime} where a condition's status changes.
 */
@NullMarked
package dev.gatehouse.routing.status;

import org.jspecify.annotations.NullMarked;
