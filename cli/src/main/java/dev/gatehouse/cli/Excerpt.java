package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.FieldPath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a manifest and the part of it that is spoken of: the value of the field, or its key where the value is on other lines.
 *
 * @param text without control characters, which could write to the terminal what they like, and cut where it is long
 * @param start of the part, from 0
 * @param end of the part; {@code start} where nothing is to be marked
 */
record Excerpt(String text, int start, int end) {
    private static final int WIDTH = 140;
    private static final int BEFORE = 40;

    static Excerpt of(String line, FieldPath field) {
        String text = shown(line);
        int[] part = part(text, field);
        int from = part[0] > WIDTH - BEFORE ? part[0] - BEFORE : 0;
        int to = Math.min(text.length(), from + WIDTH);
        String cut = (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
        int shift = from > 0 ? from - 1 : 0;
        return new Excerpt(cut, part[0] - shift, Math.min(part[1], to) - shift);
    }

    /** As many carets as the part has characters, below it. */
    String carets() {
        return " ".repeat(start) + "^".repeat(Math.max(1, end - start));
    }

    private static int[] part(String text, FieldPath field) {
        for (FieldPath step = field; step.parent() != null; step = step.parent()) {
            if (step.index() < 0) {
                Matcher key = Pattern.compile("(?<![^\\s{,\\-\"'])" + Pattern.quote(step.name()) + "[\"']?\\s*:\\s*")
                        .matcher(text);
                if (key.find()) {
                    int end = valueEnd(text, key.end());
                    return end > key.end()
                            ? new int[] {key.end(), end}
                            : new int[] {key.start(), key.start() + step.name().length()};
                }
            } else if (text.stripLeading().startsWith("- ")) {
                int start = text.indexOf('-') + 2;
                return new int[] {start, Math.max(start + 1, commentStart(text, start))};
            }
        }
        int start = text.length() - text.stripLeading().length();
        return new int[] {start, Math.max(start, commentStart(text, start))};
    }

    private static int valueEnd(String text, int start) {
        if (start == text.length() || text.charAt(start) == '#') {
            return start;
        }
        char first = text.charAt(start);
        if (first == '"' || first == '\'') {
            int end = text.indexOf(first, start + 1);
            return end < 0 ? text.length() : end + 1;
        }
        if (first == '{' || first == '[') {
            return commentStart(text, start);
        }
        boolean flow = text.lastIndexOf('{', start) >= 0;
        for (int end = start; flow && end < text.length(); end++) {
            if (",}]".indexOf(text.charAt(end)) >= 0) {
                return end;
            }
        }
        return commentStart(text, start);
    }

    private static int commentStart(String text, int from) {
        int comment = text.indexOf(" #", from);
        return text.substring(0, comment < 0 ? text.length() : comment)
                .stripTrailing()
                .length();
    }

    private static String shown(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        line.stripTrailing().chars().forEach(c -> {
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            shown.append(c == '\t' ? ' ' : hidden ? '?' : (char) c);
        });
        return shown.toString();
    }
}
