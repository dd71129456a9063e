package dev.gatehouse.routing.attach;

import java.util.Locale;

/**
 * An entry of {@code HTTPCORSFilter.allowOrigins}: scheme, host and port must be those of the request's origin.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; {@code *} for any, {@code *.example.com} for one label or more before {@code .example.com}
 * @param port of the scheme where the text names none
 */
public record CorsOrigin(String scheme, String host, int port) {
    private static final int LARGEST_PORT = 65535;

    /**
     * Reads {@code scheme://host[:port]}.
     *
     * @throws IllegalArgumentException for any other text; the decoder has refused it
     */
    public static CorsOrigin parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int end = lower.indexOf("://");
        if (end <= 0) {
            throw new IllegalArgumentException("not an origin: " + text);
        }
        String scheme = lower.substring(0, end);
        int start = end + 3;
        int colon = portColon(lower, start);
        int port = colon < 0 ? defaultPort(scheme) : port(lower, colon + 1);
        if (port < 0) {
            throw new IllegalArgumentException("not an origin: " + text);
        }
        return new CorsOrigin(scheme, lower.substring(start, colon < 0 ? lower.length() : colon), port);
    }

    /** Whether this is the origin of the text, the value of an {@code Origin} header. */
    public boolean covers(String origin) {
        int end = origin.indexOf("://");
        if (end != scheme.length() || !origin.regionMatches(true, 0, scheme, 0, end)) {
            return false;
        }
        int start = end + 3;
        int colon = portColon(origin, start);
        int its = colon < 0 ? defaultPort(scheme) : port(origin, colon + 1);
        return its == port && coversHost(origin, start, colon < 0 ? origin.length() : colon);
    }

    private boolean coversHost(String origin, int start, int end) {
        int length = end - start;
        if (host.equals("*")) {
            return length > 0;
        }
        if (host.startsWith("*.")) {
            int suffix = host.length() - 1;
            return length > suffix && equalsAt(origin, end - suffix, host, 1, suffix);
        }
        return length == host.length() && equalsAt(origin, start, host, 0, length);
    }

    /** Ignores the case of ASCII letters only: {@code String.equalsIgnoreCase} takes the Kelvin sign for a {@code k}. */
    private static boolean equalsAt(String text, int offset, String lower, int from, int length) {
        for (int i = 0; i < length; i++) {
            char c = text.charAt(offset + i);
            char folded = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            if (folded != lower.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }

    /** The colon before the port, outside an IPv6 address; −1 where there is none. */
    private static int portColon(String text, int start) {
        int bracket = text.indexOf(']', start);
        return text.indexOf(':', bracket < 0 ? start : bracket);
    }

    private static int port(String text, int start) {
        int port = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + (c - '0');
            if (port > LARGEST_PORT) {
                return -1;
            }
        }
        return start == text.length() ? -1 : port;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }
}
