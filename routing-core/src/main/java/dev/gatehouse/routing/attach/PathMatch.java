package dev.gatehouse.routing.attach;

/**
 * What a rule asks of the path.
 *
 * @param value in normal form (escapes as the normaliser writes them), otherwise as written; a pattern for
 *     {@link Kind#REGULAR_EXPRESSION}
 */
public record PathMatch(Kind kind, String value) {
    /** The forms, in order of precedence where they reach equally far. */
    public enum Kind {
        /** The whole path, to the letter. */
        EXACT,
        /** A pattern for the whole path. */
        REGULAR_EXPRESSION,
        /** {@code ImplementationSpecific} of Ingress: the same requests as {@link #PREFIX}. */
        IMPLEMENTATION_SPECIFIC,
        /** The path's first elements; one trailing slash of the value does not matter. */
        PREFIX,
        /** What no other path of the host takes: an Ingress' default backend. */
        DEFAULT
    }

    /** Such as {@code Prefix /api}. */
    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> "= " + value;
            case REGULAR_EXPRESSION -> "~ " + value;
            case IMPLEMENTATION_SPECIFIC, PREFIX -> value.endsWith("/") ? value + "**" : value + "/**";
            case DEFAULT -> "(default)";
        };
    }
}
