/**
 * What can be said about a configuration without a request, and about a request without sending it.
 *
 * <p>{@link dev.gatehouse.routing.insight.Findings} takes what is served and gives every known mistake in it, each with what its users see and
 * how it is mended; {@link dev.gatehouse.routing.insight.Catalogue} lists them. A finding is a problem that decoding or attachment met, or
 * what a {@code Check} of this package computes from resources, attachment and table. {@link dev.gatehouse.routing.insight.Explanation}
 * runs the matcher once more and writes down what it did.
 *
 * <p>Reads every room, is read by none, and prints nothing.
 */
@NullMarked
package dev.gatehouse.routing.insight;

import org.jspecify.annotations.NullMarked;
