/**
 * The compatibility kit as tests of JUnit 5. Only this package needs JUnit, and whoever uses it has it.
 *
 * <p>Start with {@link dev.gatehouse.tck.junit.ConformanceTests}.
 */
@NullMarked
package dev.gatehouse.tck.junit;

import org.jspecify.annotations.NullMarked;
