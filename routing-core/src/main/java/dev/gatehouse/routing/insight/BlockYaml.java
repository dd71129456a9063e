package dev.gatehouse.routing.insight;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes YAML in block style, of maps, lists, strings, numbers and booleans, as a person would for a manifest. */
final class BlockYaml {
    /** What every reader takes for a string without quotes; words that YAML 1.1 takes for something else are not among it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/._-]*");

    private static final Pattern NOT_A_STRING = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|infinity|nan");

    private final StringBuilder out = new StringBuilder();

    private BlockYaml() {}

    /** The members of an object. */
    static String of(Map<String, ?> object) {
        BlockYaml yaml = new BlockYaml();
        yaml.members(object, 0, false);
        return yaml.out.toString();
    }

    /** One element of a list, its dash included. */
    static String item(Object value) {
        BlockYaml yaml = new BlockYaml();
        yaml.element(value, 0);
        return yaml.out.toString();
    }

    /** @param inline whether the first member goes on a line that has begun */
    private void members(Map<?, ?> object, int indent, boolean inline) {
        boolean begun = inline;
        for (Map.Entry<?, ?> member : object.entrySet()) {
            out.append(begun ? "" : " ".repeat(indent))
                    .append(scalar(member.getKey()))
                    .append(':');
            value(member.getValue(), indent);
            begun = false;
        }
    }

    private void value(Object value, int indent) {
        if (value instanceof Map<?, ?> object && !object.isEmpty()) {
            out.append('\n');
            members(object, indent + 2, false);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            list.forEach(element -> element(element, indent));
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void element(Object value, int indent) {
        out.append(" ".repeat(indent)).append("- ");
        if (value instanceof Map<?, ?> object && !object.isEmpty()) {
            members(object, indent + 2, true);
        } else {
            out.append(scalar(value)).append('\n');
        }
    }

    private static String scalar(Object value) {
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        if (value instanceof List<?>) {
            return "[]";
        }
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        if (PLAIN.matcher(text).matches() && !NOT_A_STRING.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\x%02x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
