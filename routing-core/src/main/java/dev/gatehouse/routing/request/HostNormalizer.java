package dev.gatehouse.routing.request;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code host [":" port]} of RFC 3986 section 3.2 as Host, {@code :authority} and absolute-form targets have it, without
 * userinfo, escapes and anything outside ASCII.
 */
final class HostNormalizer {
    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65535;

    /** What {@link #port} says where none is given. */
    static final int NO_PORT = -1;

    private HostNormalizer() {}

    /**
     * The host in lower case, without port, brackets and one trailing dot; null where {@code authority} is malformed. The same object
     * where nothing changes.
     */
    static @Nullable String normalize(String authority) {
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            return close > 0 && isPort(authority, close + 1) && Ipv6.isAddress(authority, 1, close)
                    ? Ascii.lowerCase(authority, 1, close)
                    : null;
        }
        int label = 0;
        int i = 0;
        for (; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c == '.') {
                if (i == label) {
                    return null;
                }
                label = i + 1;
            } else if (c == ':') {
                break;
            } else if (!Ascii.isInHostLabel(c)) {
                return null;
            }
        }
        int end = label == i ? i - 1 : i;
        return end > 0 && end <= MAX_NAME && isPort(authority, i) ? Ascii.lowerCase(authority, 0, end) : null;
    }

    /**
     * Whether two well-formed authorities are the same after lower-casing and removal of the default port.
     *
     * @param defaultPort the port that is the same as none; {@link #NO_PORT} where the scheme is not known
     */
    static boolean same(String one, String other, int defaultPort) {
        int hostEnd = hostEnd(one);
        return hostEnd == hostEnd(other)
                && Ascii.equalsIgnoreCase(one, 0, other, 0, hostEnd)
                && port(one, hostEnd, defaultPort) == port(other, hostEnd, defaultPort);
    }

    private static int hostEnd(String authority) {
        int close = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', close + 1);
        return colon < 0 ? authority.length() : colon;
    }

    private static int port(String authority, int colon, int defaultPort) {
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            port = port * 10 + (authority.charAt(i) - '0');
        }
        return colon + 1 >= authority.length() ? defaultPort : port;
    }

    /** Whether the rest is nothing, or {@code :} and nothing or a number up to 65535. */
    private static boolean isPort(String authority, int colon) {
        if (colon == authority.length()) {
            return true;
        }
        if (authority.charAt(colon) != ':') {
            return false;
        }
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (!Ascii.isDigit(c)) {
                return false;
            }
            port = port * 10 + (c - '0');
            if (port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }
}
