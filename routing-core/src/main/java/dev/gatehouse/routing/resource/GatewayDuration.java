package dev.gatehouse.routing.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code Duration} of the Gateway API (GEP-2257): one to four times one to five digits and a unit, {@code h}, {@code m},
 * {@code s} or {@code ms}; all are added up, units may come in any order and more than once.
 */
final class GatewayDuration {
    static final TextRule RULE = new TextRule(
            "a duration such as 10s, 500ms or 1h30m: up to four times digits and one of h, m, s, ms",
            text -> parse(text) != null);

    private static final int COMPONENTS = 4;
    private static final int DIGITS = 5;

    private GatewayDuration() {}

    /** The field's duration; null where it is absent or refused. */
    static @Nullable Duration read(FieldReader fields, String field) {
        String text = fields.text(field, RULE);
        return text == null ? null : parse(text);
    }

    /** The duration, or null where the text is none. */
    static @Nullable Duration parse(String text) {
        long millis = 0;
        int components = 0;
        int i = 0;
        while (i < text.length()) {
            int start = i;
            int number = 0;
            while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9' && i - start < DIGITS) {
                number = 10 * number + text.charAt(i++) - '0';
            }
            int unit = i < text.length() ? unit(text, i) : 0;
            if (i == start || unit == 0 || ++components > COMPONENTS) {
                return null;
            }
            millis += (long) number * unit;
            i += unit == 1 ? 2 : 1;
        }
        return components == 0 ? null : Duration.ofMillis(millis);
    }

    private static int unit(String text, int at) {
        return switch (text.charAt(at)) {
            case 'h' -> 3_600_000;
            case 'm' -> text.startsWith("ms", at) ? 1 : 60_000;
            case 's' -> 1000;
            default -> 0;
        };
    }
}
