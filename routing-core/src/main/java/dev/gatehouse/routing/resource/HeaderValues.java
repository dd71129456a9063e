package dev.gatehouse.routing.resource;

/** Values of header fields. */
final class HeaderValues {
    private static final int MAX_LENGTH = 4096;

    /** What a request's header is compared with. */
    static final TextRule MATCHED = TextRule.length(1, MAX_LENGTH);

    /** A line break in a value that is sent would end the field. */
    static final TextRule SENT = new TextRule(
            "1 to " + MAX_LENGTH + " characters, none of them a control character", HeaderValues::isFieldValue);

    private HeaderValues() {}

    /**
     * {@code value} of a header. What only the experimental channel's schema refuses is a warning: no server leaves spaces around
     * a value, and few take other characters than ASCII.
     */
    static String required(FieldReader header, TextRule rule) {
        String value = header.requiredText("value", rule);
        if (!value.isEmpty() && !isVisible(value)) {
            header.problems()
                    .warning(
                            "invalid-value",
                            header.path("value"),
                            Found.instead(
                                    value,
                                    "expected: visible characters of ASCII, with single spaces or tabs between them;"
                                            + " other servers refuse it"));
        }
        return value;
    }

    private static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                return false;
            }
        }
        return TextRule.hasLength(text, 1, MAX_LENGTH);
    }

    private static boolean isVisible(String text) {
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\t';
            if (space ? blank : c <= ' ' || c > '~') {
                return false;
            }
            blank = space;
        }
        return !blank;
    }
}
