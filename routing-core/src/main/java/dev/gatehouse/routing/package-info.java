/**
 * The way in: {@link dev.gatehouse.routing.LiveRoutes} holds what is served now and takes changes.
 *
 * <p>Follow one request through the rooms. Long before it, documents became {@link dev.gatehouse.routing.resource.Resources}; these were attached
 * to their listeners ({@code attach}) and compiled ({@code table}). The adapter shows the request's head; it is brought into normal form
 * ({@code request}); its port and host pick a listener, its host, path, method, headers and query a rule ({@code match}); the rule and the endpoints give
 * a {@link dev.gatehouse.routing.plan.Decision} ({@code plan}), which the adapter carries out.
 */
@NullMarked
package dev.gatehouse.routing;

import org.jspecify.annotations.NullMarked;
