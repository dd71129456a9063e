/**
 * What stands behind the Services of a case: pods, and what each answers to what arrives.
 *
 * <p>{@link dev.gatehouse.tck.echo.Echo} is the program that they all run; {@link dev.gatehouse.tck.echo.PodServers} puts sockets before it. This
 * room knows no cases: which pods there are it is told.
 */
@NullMarked
package dev.gatehouse.tck.echo;

import org.jspecify.annotations.NullMarked;
