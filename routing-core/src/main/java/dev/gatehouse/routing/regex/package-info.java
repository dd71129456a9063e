/**
 * Regular expressions for values that strangers send: every accepted pattern is matched in time linear in the input.
 *
 * <p>In: the text of a pattern. Out: a {@link dev.gatehouse.routing.regex.RegularExpression} that matches, compares itself
 * with others and gives examples; or why the pattern is refused, and where in it. This room knows nothing of paths, headers
 * or routes.
 *
 * <p>A pattern passes five stages, one file each, with one entry point and one printable form:
 *
 * <pre>{@code
 * text ─▶ Parser ─▶ Syntax ─▶ Program ─▶ Positions ─▶ Automaton
 *                   (tree)    (Thompson)  (no empty     (deterministic,
 *                                          steps left)   built as inputs come)
 * }</pre>
 */
@NullMarked
package dev.gatehouse.routing.regex;

import org.jspecify.annotations.NullMarked;
