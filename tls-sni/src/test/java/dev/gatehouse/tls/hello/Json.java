package dev.gatehouse.tls.hello;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of test data that is known to be right: objects, arrays, strings; other values as the text they are. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        return new Json(text).value();
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (peek() != '}') {
            String name = string();
            peek(); // the colon
            at++;
            members.put(name, value());
            skipComma();
        }
        at++;
        return members;
    }

    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (peek() != ']') {
            elements.add(value());
            skipComma();
        }
        at++;
        return elements;
    }

    private void skipComma() {
        if (peek() == ',') {
            at++;
        }
    }

    private String string() {
        peek();
        StringBuilder string = new StringBuilder();
        for (char c = charAfter(); c != '"'; c = charAfter()) {
            if (c == '\\') {
                c = charAfter();
                if (c == 'u') {
                    c = (char) Integer.parseInt(text, at + 1, at + 5, 16);
                    at += 4;
                } else if ("bfnrt".indexOf(c) >= 0) {
                    c = "\b\f\n\r\t".charAt("bfnrt".indexOf(c));
                }
            }
            string.append(c);
        }
        at++;
        return string.toString();
    }

    private String word() {
        int start = at;
        while (",]} \r\n\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private char charAfter() {
        return text.charAt(++at);
    }

    /** The next character that is no space, which it steps up to. */
    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }
}
