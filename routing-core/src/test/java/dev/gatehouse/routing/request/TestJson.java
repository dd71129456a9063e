package dev.gatehouse.routing.request;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259), strictly: objects as maps in order, arrays as lists, numbers as {@link BigDecimal}, then String, Boolean and
 * null. A duplicate key, or anything after the value, is an {@link IllegalArgumentException} that names the place.
 */
public final class TestJson {
    private static final int MAX_DEPTH = 100;

    private final String text;
    private int at;
    private int depth;

    private TestJson(String text) {
        this.text = text;
    }

    public static @Nullable Object parse(String text) {
        TestJson json = new TestJson(text);
        Object value = json.value();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    /** {@code value} as an object. */
    @SuppressWarnings("unchecked") // by construction all keys are strings
    public static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) cast(Map.class, value);
    }

    /** {@code value} as an array. */
    @SuppressWarnings("unchecked") // of Object
    public static List<@Nullable Object> array(@Nullable Object value) {
        return (List<@Nullable Object>) cast(List.class, value);
    }

    /** {@code value} as a string. */
    public static String string(@Nullable Object value) {
        return cast(String.class, value);
    }

    private static <T> T cast(Class<T> type, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("null (expected: " + type.getSimpleName() + ")");
        }
        return type.cast(value);
    }

    private @Nullable Object value() {
        if (depth == MAX_DEPTH) {
            throw wrong("no deeper nesting");
        }
        skipSpace();
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> characters();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        depth++;
        at++;
        if (!take('}')) {
            do {
                skipSpace();
                int start = at;
                String key = characters();
                expect(':');
                if (members.containsKey(key)) {
                    at = start;
                    throw wrong("a key that is not there yet");
                }
                members.put(key, value());
            } while (take(','));
            expect('}');
        }
        depth--;
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> elements() {
        List<@Nullable Object> elements = new ArrayList<>();
        depth++;
        at++;
        if (!take(']')) {
            do {
                elements.add(value());
            } while (take(','));
            expect(']');
        }
        depth--;
        return Collections.unmodifiableList(elements);
    }

    private String characters() {
        if (at == text.length() || text.charAt(at) != '"') {
            throw wrong("a string");
        }
        StringBuilder characters = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c < 0x20) {
                throw wrong("no control character");
            }
            at++;
            characters.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return characters.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int end = at + 4; at < end; at++) {
                    int digit = at < text.length() ? Ascii.hex(text.charAt(at)) : -1;
                    if (digit < 0) {
                        throw wrong("four hexadecimal digits");
                    }
                    unit = unit << 4 | digit;
                }
                yield (char) unit;
            }
            default -> throw wrong("an escape");
        };
    }

    private BigDecimal number() {
        int start = at;
        take0('-');
        if (!take0('0')) {
            digits();
        }
        if (take0('.')) {
            digits();
        }
        if (take0('e') || take0('E')) {
            if (!take0('+')) {
                take0('-');
            }
            digits();
        }
        return new BigDecimal(text.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw wrong("a value");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private boolean take(char c) {
        skipSpace();
        return take0(c);
    }

    private boolean take0(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException("character " + at + ": " + found + " (expected: " + expected + ")");
    }
}
