package dev.gatehouse.routing.request;

import java.nio.charset.StandardCharsets;

/**
 * Spells a path of the configuration the way {@link Request#path} spells that of a request, so that the two can be compared
 * character by character (RFC 3986 section 6.2.2).
 */
public final class RulePath {
    private RulePath() {}

    /**
     * The value in the spelling of requests: escapes of unreserved characters (letters, digits, {@code -._~}) decoded, once; hexadecimal
     * digits of the others in upper case; what no request holds raw ({@code ?}, {@code #}, {@code \}, space, controls, all outside ASCII
     * and a {@code %} that begins no escape) escaped as UTF-8. All else stays, dot segments, empty segments and a trailing slash
     * included: whether a value is valid is not asked here. Idempotent. Returns {@code value} itself where nothing changes.
     */
    public static String canonical(String value) {
        int changed = firstChange(value);
        if (changed < 0) {
            return value;
        }
        StringBuilder canonical = new StringBuilder(value.length() + 16).append(value, 0, changed);
        int i = changed;
        while (i < value.length()) {
            int octet = Escapes.octetAt(value, i, value.length());
            if (octet >= 0) {
                if (Ascii.isUnreserved(octet)) {
                    canonical.append((char) octet);
                } else {
                    Ascii.appendEscape(canonical, octet);
                }
                i += Escapes.LENGTH;
            } else if (isRawInRequests(value.charAt(i))) {
                canonical.append(value.charAt(i++));
            } else {
                int next = value.offsetByCodePoints(i, 1);
                for (byte utf8 : value.substring(i, next).getBytes(StandardCharsets.UTF_8)) {
                    Ascii.appendEscape(canonical, utf8 & 0xFF);
                }
                i = next;
            }
        }
        return canonical.toString();
    }

    private static int firstChange(String value) {
        int i = 0;
        while (i < value.length()) {
            int octet = Escapes.octetAt(value, i, value.length());
            boolean stays = octet < 0
                    ? isRawInRequests(value.charAt(i))
                    : !Ascii.isUnreserved(octet) && value.charAt(i + 1) < 'a' && value.charAt(i + 2) < 'a';
            if (!stays) {
                return i;
            }
            i += octet < 0 ? 1 : Escapes.LENGTH;
        }
        return -1;
    }

    private static boolean isRawInRequests(char c) {
        return Ascii.isVisible(c) && c != '?' && c != '#' && c != '\\' && c != '%';
    }
}
