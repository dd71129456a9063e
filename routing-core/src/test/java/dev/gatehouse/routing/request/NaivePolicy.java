package dev.gatehouse.routing.request;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The policy strict-v1 for paths once more, sentence by sentence over lists of segments and without a thought for speed, to compare
 * with.
 */
final class NaivePolicy {
    private static final Pattern OVERLONG_ASCII = Pattern.compile("%C[01]%[89AB].|%E0%8[01]%[89AB]."
            + "|%F0%80%8[01]%[89AB].|%F8%80%80%8[01]%[89AB].|%FC%80%80%80%8[01]%[89AB].");

    private NaivePolicy() {}

    /** The target to forward for one in origin-form; null where it is refused. */
    static @Nullable String forwarded(String target) {
        if (!target.startsWith("/")) {
            return null;
        }
        if (target.chars().anyMatch(c -> c < 0x21 || c > 0x7E || c == '#')) {
            return null;
        }
        String[] parts = target.split("\\?", 2);
        String path = path(parts[0]);
        return path == null ? null : parts.length == 1 ? path : path + "?" + parts[1];
    }

    private static @Nullable String path(String raw) {
        if (raw.contains("\\")) {
            return null;
        }
        String escaped = withUpperCaseEscapes(raw);
        if (escaped == null
                || escaped.matches(".*%([01].|7F|2F|5C).*")
                || OVERLONG_ASCII.matcher(escaped).find()) {
            return null;
        }
        List<String> segments = new ArrayList<>();
        for (String segment : unreservedDecoded(escaped).substring(1).split("/", -1)) {
            String name = segment.split(";|%3B", 2)[0];
            if (List.of("", ".", "..").contains(name) && !segment.equals(name)) {
                return null;
            }
            segments.add(segment);
        }
        return resolved(merged(segments));
    }

    private static @Nullable String withUpperCaseEscapes(String raw) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) != '%') {
                escaped.append(raw.charAt(i));
            } else if (raw.substring(i).matches("%[0-9a-fA-F]{2}.*")) {
                String digits = raw.substring(i + 1, i + 3);
                escaped.append('%').append(HexFormat.of().withUpperCase().formatHex(new byte[] {
                    (byte) Integer.parseInt(digits, 16)
                }));
                i += 2;
            } else {
                return null;
            }
        }
        return escaped.toString();
    }

    private static String unreservedDecoded(String escaped) {
        return Pattern.compile("%(..)").matcher(escaped).replaceAll(escape -> {
            String character = Character.toString(Integer.parseInt(escape.group(1), 16));
            return character.matches("[A-Za-z0-9._~-]") ? character : escape.group();
        });
    }

    /** Empty segments are dropped, but for one at the end: a path that ends with a slash still does. */
    private static List<String> merged(List<String> segments) {
        List<String> merged = new ArrayList<>(segments);
        boolean slashAtEnd = merged.remove(merged.size() - 1).isEmpty();
        if (!slashAtEnd) {
            merged.add(segments.get(segments.size() - 1));
        }
        merged.removeIf(String::isEmpty);
        if (slashAtEnd) {
            merged.add("");
        }
        return merged;
    }

    private static @Nullable String resolved(List<String> segments) {
        List<String> resolved = new ArrayList<>();
        boolean slashAtEnd = false;
        for (String segment : segments) {
            slashAtEnd = List.of("", ".", "..").contains(segment);
            if (segment.equals("..")) {
                if (resolved.isEmpty()) {
                    return null;
                }
                resolved.remove(resolved.size() - 1);
            } else if (!slashAtEnd) {
                resolved.add(segment);
            }
        }
        return "/" + String.join("/", resolved) + (slashAtEnd && !resolved.isEmpty() ? "/" : "");
    }
}
