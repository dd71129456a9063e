package dev.gatehouse.routing.resource;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in a problem's message what stood in the document. */
final class Found {
    private static final int SHOWN = 120;

    private Found() {}

    /** Such as {@code found "prefix" (expected one of: Exact, Prefix)}. */
    static String instead(@Nullable Object value, String expected) {
        return "found " + value(value) + " (" + expected + ")";
    }

    /** The value itself where it is a scalar: texts in quotes, cut where long, and without control characters. */
    static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            return text.length() <= SHOWN ? text : "a number of " + text.length() + " digits";
        }
        return type(value);
    }

    /** What sort of value it is, for values that must not be shown. */
    static String type(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Map) {
            return "an object";
        }
        return value instanceof List ? "a list" : "a value of " + value.getClass();
    }

    static String quoted(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), SHOWN) + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            if (i == SHOWN) {
                shown.append('…');
                break;
            }
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.isSurrogate(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.append('"').toString();
    }
}
