/** Makes requests for benchmarks. */
@NullMarked
package dev.gatehouse.routing.request;

import org.jspecify.annotations.NullMarked;
