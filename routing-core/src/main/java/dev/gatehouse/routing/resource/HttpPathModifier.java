package dev.gatehouse.routing.resource;

/** {@code HTTPPathModifier}. */
public sealed interface HttpPathModifier {
    /** {@code type: ReplaceFullPath}. */
    record ReplaceFullPath(String value) implements HttpPathModifier {}

    /** {@code type: ReplacePrefixMatch}: only in rules whose one match is a {@code PathPrefix}. */
    record ReplacePrefixMatch(String value) implements HttpPathModifier {}
}
