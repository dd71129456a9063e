package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.request.HopByHop;
import java.util.Set;

/** What header names mean to a proxy. Functions take names in lower case, where they do not say otherwise. */
final class HeaderNames {
    private static final boolean[] TOKEN = tokens();
    private static final Set<String> OWNED = Set.of(
            "forwarded", "x-forwarded", "x-real-ip", "proxy", "host", "expect", "client-cert", "client-cert-chain");

    /** For each letter the lengths, as bits, of names that begin with it and are hop by hop or owned; all where names are owned by what they begin with. */
    private static final long[] SHAPES = shapes();

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
        return name.startsWith("x-forwarded-") || name.startsWith("proxy-") || OWNED.contains(name);
    }

    /** Whether a name, in whatever case, is neither hop by hop nor owned, and none that could be taken for one: for most names this is told without a copy in lower case. */
    static boolean isOrdinary(String name) {
        int letter = name.isEmpty() ? -1 : (name.charAt(0) | 0x20) - 'a';
        return letter >= 0
                && letter < SHAPES.length
                && (SHAPES[letter] >> Math.min(name.length(), Long.SIZE - 1) & 1) == 0
                && name.indexOf('_') < 0;
    }

    private static long[] shapes() {
        long[] shapes = new long['z' - 'a' + 1];
        HopByHop.NAMES.forEach(name -> shapes[name.charAt(0) - 'a'] |= 1L << name.length());
        OWNED.forEach(name -> shapes[name.charAt(0) - 'a'] |= 1L << name.length());
        shapes['x' - 'a'] = -1;
        shapes['p' - 'a'] = -1;
        return shapes;
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
