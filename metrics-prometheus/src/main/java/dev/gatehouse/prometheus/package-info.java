/** Binds {@link dev.gatehouse.routing.observe.Meters} to the Prometheus client library. */
@NullMarked
package dev.gatehouse.prometheus;

import org.jspecify.annotations.NullMarked;
