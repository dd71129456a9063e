package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.request.HopByHop;

/** What header names mean to a proxy. All functions take names in lower case. */
final class HeaderNames {
    private static final boolean[] TOKEN = tokens();

    private HeaderNames() {}

    /** The name with its ASCII letters in lower case; the same object where it has no others. */
    static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return lowered(name, i);
            }
        }
        return name;
    }

    private static String lowered(String name, int from) {
        char[] chars = name.toCharArray();
        for (int i = from; i < chars.length; i++) {
            if (chars[i] >= 'A' && chars[i] <= 'Z') {
                chars[i] = (char) (chars[i] + ('a' - 'A'));
            }
        }
        return new String(chars);
    }

    /** Whether it speaks of one connection only (RFC 9110 section 7.6.1), or frames the message. */
    static boolean isHopByHop(String name) {
        return HopByHop.is(name);
    }

    /**
     * Whether a backend must not have it from a client: the proxy writes it itself, from what it knows; or it is for a proxy
     * ({@code Proxy} alone turns into the variable {@code HTTP_PROXY} in a CGI program, CVE-2016-5385).
     */
    static boolean isOwned(String name) {
        return name.startsWith("x-forwarded-")
                || name.startsWith("proxy-")
                || switch (name) {
                    case "forwarded",
                            "x-forwarded",
                            "x-real-ip",
                            "proxy",
                            "host",
                            "expect",
                            "client-cert",
                            "client-cert-chain" -> true;
                    default -> false;
                };
    }

    /**
     * Whether {@code Connection} may not name it: fields for every recipient, which a client could otherwise strip from what other
     * parties see (RFC 9110 section 7.6.1, CVE-2024-45410).
     */
    static boolean isEndToEnd(String name) {
        return name.startsWith("content-")
                || switch (name) {
                    case "authorization",
                            "cache-control",
                            "cookie",
                            "date",
                            "host",
                            "location",
                            "origin",
                            "set-cookie",
                            "strict-transport-security",
                            "vary",
                            "www-authenticate" -> true;
                    default -> isOwned(name);
                };
    }

    /** Whether header edits may not name it: framing and connections are the adapter's, the host is the decision's. */
    static boolean isBeyondEdits(String name) {
        return isHopByHop(name) || name.equals("host");
    }

    /** A character of a token (RFC 9110 section 5.6.2). */
    static boolean isToken(char c) {
        return c < TOKEN.length && TOKEN[c];
    }

    private static boolean[] tokens() {
        boolean[] tokens = new boolean[0x80];
        for (char c = '!'; c < 0x7f; c++) {
            tokens[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return tokens;
    }
}
