package dev.gatehouse.routing.regex;

/** What becomes of the text of a pattern: a {@link RegularExpression}, or the {@link RegularExpressionError} that refuses it. */
public sealed interface Parsed permits RegularExpression, RegularExpressionError {}
