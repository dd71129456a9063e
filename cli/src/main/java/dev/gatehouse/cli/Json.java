package dev.gatehouse.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON: of maps with string keys, lists, strings, numbers, booleans and nulls. */
final class Json {
    private final StringBuilder out = new StringBuilder();
    private final String step;

    private Json(String step) {
        this.step = step;
    }

    /** On one line. Members keep the order of their map. */
    static String compact(@Nullable Object value) {
        return new Json("").value(value, 0).out.toString();
    }

    /** On many lines, two spaces for each level. */
    static String indented(@Nullable Object value) {
        return new Json("  ").value(value, 0).out.toString();
    }

    private Json value(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else if (value instanceof Map<?, ?> object) {
            out.append('{');
            String separator = "";
            for (Map.Entry<?, ?> member : object.entrySet()) {
                out.append(separator);
                newLine(depth + 1);
                string(String.valueOf(member.getKey())).append(step.isEmpty() ? ":" : ": ");
                value(member.getValue(), depth + 1);
                separator = ",";
            }
            close('}', object.isEmpty(), depth);
        } else if (value instanceof List<?> list) {
            out.append('[');
            String separator = "";
            for (Object element : list) {
                out.append(separator);
                newLine(depth + 1);
                value(element, depth + 1);
                separator = ",";
            }
            close(']', list.isEmpty(), depth);
        } else {
            string(value.toString());
        }
        return this;
    }

    private void close(char bracket, boolean empty, int depth) {
        if (!empty) {
            newLine(depth);
        }
        out.append(bracket);
    }

    private void newLine(int depth) {
        if (!step.isEmpty()) {
            out.append('\n').append(step.repeat(depth));
        }
    }

    private StringBuilder string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || loneSurrogate(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"');
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
