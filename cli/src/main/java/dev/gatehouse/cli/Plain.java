package dev.gatehouse.cli;

import java.nio.charset.StandardCharsets;

/** Text of others on a terminal. */
final class Plain {
    private Plain() {}

    /** With what a terminal would act on, and what would turn the line around, written out as {@code \\u001b}. */
    static String text(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                plain.append(String.format("\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /** Of a request, where one character stands for one byte: read as UTF-8. */
    static String bytes(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
