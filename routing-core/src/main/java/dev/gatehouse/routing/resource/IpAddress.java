package dev.gatehouse.routing.resource;

/** Tells IP addresses from other texts, without asking any resolver. */
final class IpAddress {
    private IpAddress() {}

    /** Four decimal numbers up to 255, without leading zeros. */
    static boolean isV4(String text) {
        int parts = 0;
        int i = 0;
        while (parts < 4) {
            int start = i;
            int number = 0;
            while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9' && i - start < 3) {
                number = 10 * number + text.charAt(i++) - '0';
            }
            if (i == start || number > 255 || (text.charAt(start) == '0' && i - start > 1)) {
                return false;
            }
            parts++;
            if (parts < 4 && (i == text.length() || text.charAt(i++) != '.')) {
                return false;
            }
        }
        return i == text.length();
    }

    /** Eight groups of up to four hexadecimal digits (RFC 4291 2.2), one run of zeros left out, the last two perhaps as IPv4. */
    static boolean isV6(String text) {
        int groups = 0;
        boolean gap = false;
        int i = 0;
        if (text.startsWith("::")) {
            gap = true;
            i = 2;
        }
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128) {
                i++;
            }
            if (i < text.length() && text.charAt(i) == '.') {
                groups += 2;
                if (!isV4(text.substring(start))) {
                    return false;
                }
                break;
            }
            if (i == start || i - start > 4) {
                return false;
            }
            groups++;
            if (i == text.length()) {
                break;
            }
            if (text.charAt(i) != ':' || i + 1 == text.length()) {
                return false;
            }
            i++;
            if (text.charAt(i) == ':') {
                if (gap) {
                    return false;
                }
                gap = true;
                i++;
            }
        }
        return gap ? groups < 8 : groups == 8;
    }
}
