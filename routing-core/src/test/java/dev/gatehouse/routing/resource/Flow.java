package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the flow style of YAML, so that a test's documents look like the manifests they stand for. */
public final class Flow {
    private final String text;
    private int at;

    private Flow(String text) {
        this.text = text;
    }

    /** Such as {@code {kind: Service, spec: {ports: [{port: 80}]}}}; quotes make a string of anything. */
    public static Object parse(String text) {
        Flow flow = new Flow(text);
        Object value = flow.value();
        flow.space();
        if (flow.at < text.length()) {
            throw new IllegalArgumentException("left over at " + flow.at + ": " + text.substring(flow.at));
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        return (Map<String, Object>) parse(text);
    }

    private Object value() {
        space();
        return switch (text.charAt(at)) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> quoted();
            default -> plain();
        };
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        while (!ends('}')) {
            String key = text.charAt(at) == '"' ? quoted() : word();
            expect(':');
            if (map.put(key, value()) != null) {
                throw new IllegalArgumentException("twice: " + key);
            }
        }
        return map;
    }

    private String word() {
        int start = at;
        at = text.indexOf(':', at);
        return text.substring(start, at).strip();
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        while (!ends(']')) {
            list.add(value());
        }
        return list;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            value.append(text.charAt(at) == '\\' ? escaped(text.charAt(++at)) : text.charAt(at));
        }
        at++;
        return value.toString();
    }

    private static char escaped(char c) {
        return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c == '0' ? '\0' : c;
    }

    private Object plain() {
        int start = at;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String value = text.substring(start, at).strip();
        return switch (value) {
            case "null", "" -> null;
            case "true" -> true;
            case "false" -> false;
            default ->
                value.matches("-?[0-9]{1,9}")
                        ? (Object) Integer.valueOf(value)
                        : value.matches("-?[0-9]+")
                                ? (Object) Long.valueOf(value)
                                : value.matches("-?[0-9]+\\.[0-9]+") ? (Object) Double.valueOf(value) : value;
        };
    }

    private boolean ends(char close) {
        space();
        if (text.charAt(at) == ',') {
            at++;
            space();
        }
        if (text.charAt(at) == close) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        space();
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException("no " + c + " at " + at + ": " + text.substring(at));
        }
        at++;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
