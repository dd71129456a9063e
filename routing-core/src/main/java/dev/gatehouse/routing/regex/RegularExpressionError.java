package dev.gatehouse.routing.regex;

import java.util.Objects;

/**
 * Why a pattern is refused.
 *
 * @param index where in the pattern, in characters from 0; the pattern's length where something is missing at its end
 * @param message what is wrong there, and what to write instead where there is something; a phrase without a full stop
 */
public record RegularExpressionError(int index, String message) implements Parsed {
    public RegularExpressionError {
        Objects.requireNonNull(message, "message");
        if (index < 0) {
            throw new IllegalArgumentException("index: " + index + " (expected: >= 0)");
        }
    }

    /** For example {@code at 3: nothing to repeat before '*'}. */
    @Override
    public String toString() {
        return "at " + index + ": " + message;
    }
}
