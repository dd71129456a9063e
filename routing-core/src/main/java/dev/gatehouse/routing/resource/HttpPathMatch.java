package dev.gatehouse.routing.resource;

/**
 * {@code HTTPRoute.spec.rules[].matches[].path}.
 *
 * @param value as written
 */
public record HttpPathMatch(Type type, String value) {
    /** What an absent {@code path} means. */
    public static final HttpPathMatch DEFAULT = new HttpPathMatch(Type.PATH_PREFIX, "/");

    /** {@code PathMatchType}. */
    public enum Type {
        EXACT,
        PATH_PREFIX,
        REGULAR_EXPRESSION
    }
}
