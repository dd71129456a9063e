/** Binds {@link dev.gatehouse.routing.observe.Meters} to Micrometer. */
@NullMarked
package dev.gatehouse.micrometer;

import org.jspecify.annotations.NullMarked;
