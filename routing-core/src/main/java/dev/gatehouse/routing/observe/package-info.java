/**
 * What is told of exchanges while they happen: to an access log, to metrics, or to code of one's own.
 *
 * <p>An adapter makes an {@link dev.gatehouse.routing.observe.ObservedExchange} for each request where somebody listens, and nothing where
 * nobody does. Nothing here decides anything.
 */
@NullMarked
package dev.gatehouse.routing.observe;

import org.jspecify.annotations.NullMarked;
