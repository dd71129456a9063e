package dev.gatehouse.routing.request;

/** The grammar {@code IPv6address} of RFC 3986 section 3.2.2, which has no zone. */
final class Ipv6 {
    private static final int GROUPS = 8;

    private Ipv6() {}

    static boolean isAddress(String text, int from, int to) {
        int groups = 0;
        boolean elided = false;
        int i = from;
        if (text.startsWith("::", from)) {
            elided = true;
            i += 2;
        }
        while (i < to) {
            int start = i;
            while (i < to && i - start < 4 && Ascii.hex(text.charAt(i)) >= 0) {
                i++;
            }
            if (i == start) {
                return false;
            }
            if (i < to && text.charAt(i) == '.') {
                return isIpv4(text, start, to) && isCount(groups + 2, elided);
            }
            groups++;
            if (i == to) {
                break;
            }
            if (text.charAt(i++) != ':' || i == to) {
                return false;
            }
            if (text.charAt(i) == ':') {
                if (elided) {
                    return false;
                }
                elided = true;
                i++;
            }
        }
        return isCount(groups, elided);
    }

    private static boolean isCount(int groups, boolean elided) {
        return elided ? groups < GROUPS : groups == GROUPS;
    }

    private static boolean isIpv4(String text, int from, int to) {
        int i = from;
        for (int octets = 1; octets <= 4; octets++) {
            int start = i;
            int value = 0;
            while (i < to && i - start < 3 && Ascii.isDigit(text.charAt(i))) {
                value = value * 10 + (text.charAt(i++) - '0');
            }
            boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
            if (i == start || value > 255 || leadingZero) {
                return false;
            }
            if (octets < 4 && (i == to || text.charAt(i++) != '.')) {
                return false;
            }
        }
        return i == to;
    }
}
