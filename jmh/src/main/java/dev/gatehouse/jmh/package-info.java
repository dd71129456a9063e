/** Benchmarks of what happens for each request. Each one checks its own answers before it is measured. */
@NullMarked
package dev.gatehouse.jmh;

import org.jspecify.annotations.NullMarked;
