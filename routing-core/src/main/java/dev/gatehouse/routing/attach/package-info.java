/**
 * Which rule serves which listener.
 *
 * <p>In: {@link dev.gatehouse.routing.resource.Resources}. Out: an {@link dev.gatehouse.routing.attach.Attachment}: for each listener the
 * rules that bind to it, in a small vocabulary that Ingress and the routes of the Gateway API share and in which no Kubernetes type is left, only an
 * {@link dev.gatehouse.routing.attach.Origin}; and for each refusal its reason. This room knows nothing of tries.
 */
@NullMarked
package dev.gatehouse.routing.attach;

import org.jspecify.annotations.NullMarked;
