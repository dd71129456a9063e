package dev.gatehouse.routing.attach;

/**
 * What a rule asks of one header or query parameter.
 *
 * @param name in lower case for a header, as written for a query parameter
 * @param value the whole value, or the pattern for it
 */
public record ValueMatch(Kind kind, String name, String value) {
    /** How values are compared. */
    public enum Kind {
        EXACT,
        REGULAR_EXPRESSION
    }

    @Override
    public String toString() {
        return name + (kind == Kind.EXACT ? "=" : "~") + value;
    }
}
