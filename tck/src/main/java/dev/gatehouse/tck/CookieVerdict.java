package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.HeaderLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the cookies that an answer sets (RFC 6265, 4.1) with those that it must set. */
final class CookieVerdict {
    private static final long TOLERANCE = Duration.ofSeconds(60).toSeconds();

    private CookieVerdict() {}

    /**
     * A {@code Set-Cookie}.
     *
     * @param attributes name, in lower case, to its value; empty where it has none
     */
    record SetCookie(String name, String value, Map<String, String> attributes) {
        static SetCookie of(String line) {
            String[] parts = line.split(";", -1);
            int equals = parts[0].indexOf('=');
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String part = parts[i].strip();
                int sign = part.indexOf('=');
                String name =
                        (sign < 0 ? part : part.substring(0, sign)).strip().toLowerCase(Locale.ROOT);
                attributes.put(
                        name.replace("-", ""),
                        sign < 0 ? "" : part.substring(sign + 1).strip());
            }
            return new SetCookie(
                    (equals < 0 ? parts[0] : parts[0].substring(0, equals)).strip(),
                    equals < 0 ? "" : parts[0].substring(equals + 1).strip(),
                    attributes);
        }

        /** Whether it takes the cookie away. */
        boolean expired() {
            String maxAge = attributes.get("maxage");
            Long seconds = maxAge == null ? expiresIn() : parsed(maxAge);
            return seconds != null && seconds <= 0;
        }

        private static @Nullable Long parsed(String number) {
            try {
                return Long.valueOf(number);
            } catch (NumberFormatException e) {
                return null;
            }
        }

        /** Seconds from now; null where it does not say. */
        private @Nullable Long expiresIn() {
            String expires = attributes.get("expires");
            if (expires == null) {
                return null;
            }
            try {
                Instant at = ZonedDateTime.parse(expires.replace('-', ' '), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Duration.between(Instant.now(), at).toSeconds();
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    static List<SetCookie> cookies(List<HeaderLine> headers) {
        return HeaderLine.values(headers, "Set-Cookie").stream()
                .map(SetCookie::of)
                .toList();
    }

    static void compare(
            List<WantedCookie> wanted, List<String> absent, List<HeaderLine> headers, Differences differences) {
        List<SetCookie> cookies = cookies(headers);
        for (WantedCookie each : wanted) {
            if (cookies.stream().noneMatch(cookie -> fits(each, cookie))) {
                differences.add(
                        "cookie " + each.name() + (each.attributes().isEmpty() ? "" : " with " + each.attributes()),
                        cookies.isEmpty() ? "no cookie" : cookies.toString());
            }
        }
        for (String name : absent) {
            if (cookies.stream().anyMatch(cookie -> cookie.name.equals(name))) {
                differences.add("no cookie " + name, cookies.toString());
            }
        }
    }

    private static boolean fits(WantedCookie wanted, SetCookie cookie) {
        return cookie.name.equals(wanted.name())
                && wanted.attributes().entrySet().stream()
                        .allMatch(attribute -> fits(attribute.getKey(), attribute.getValue(), cookie));
    }

    private static boolean fits(String name, Object wanted, SetCookie cookie) {
        if (name.equals("expiresin")) {
            Long came = cookie.expiresIn();
            return wanted instanceof Number seconds
                    ? came != null && Math.abs(came - seconds.longValue()) <= TOLERANCE
                    : (came != null) == Boolean.TRUE.equals(wanted);
        }
        String came = cookie.attributes.get(name);
        if (wanted instanceof Boolean there) {
            return there == (came != null);
        }
        boolean ignoresCase = name.equals("domain") || name.equals("samesite");
        String value = String.valueOf(wanted);
        return came != null && (ignoresCase ? came.equalsIgnoreCase(value) : came.equals(value));
    }
}
