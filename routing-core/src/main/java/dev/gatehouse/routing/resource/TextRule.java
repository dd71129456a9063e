package dev.gatehouse.routing.resource;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a text must be like.
 *
 * @param expected in words that end the sentence "found … (expected: "
 * @param problemName the name of the problem that a refused text is
 */
record TextRule(String expected, Predicate<String> accepts, UnaryOperator<String> problemName) {
    /** A rule whose violation is an {@code invalid-value}. */
    TextRule(String expected, Predicate<String> accepts) {
        this(expected, accepts, text -> "invalid-value");
    }

    /** Any text at all. */
    static final TextRule ANY = new TextRule("a string", text -> true);

    /** Text of a length that counts characters as a schema's {@code minLength} and {@code maxLength} do. */
    static TextRule length(int min, int max) {
        return new TextRule(
                min == 0 ? "at most " + max + " characters" : min + " to " + max + " characters",
                text -> hasLength(text, min, max));
    }

    static boolean hasLength(String text, int min, int max) {
        int length = text.length();
        return length >= min && (length <= max || text.codePointCount(0, length) <= max);
    }
}
