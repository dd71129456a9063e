package dev.gatehouse.routing.request;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a query in place.
 *
 * <p>A query is split at each {@code &}, a parameter at its first {@code =}; without one its value is empty. In both parts {@code +}
 * is a space and an escape the octet that it stands for; a {@code %} that begins no escape is a {@code %}. An empty piece, as in
 * {@code a&&b}, is no parameter. Names and values are compared octet by octet, so case matters, and of several parameters of one
 * name the first counts (Gateway API, HTTPQueryParamMatch). Cost: one scan of the query, whatever the escapes.
 */
public final class QueryParameters {
    private QueryParameters() {}

    /**
     * Whether the first parameter of that name has that value. Allocates nothing.
     *
     * @param query as {@link Request#query}; null has no parameters
     * @param name decoded, in UTF-8
     * @param value decoded, in UTF-8
     */
    public static boolean firstEquals(@Nullable String query, byte[] name, byte[] value) {
        if (query == null) {
            return false;
        }
        int start = startOfValue(query, name);
        return start >= 0 && isValueAt(query, start, value);
    }

    /**
     * The value of the first parameter of that name; null where there is none. Octets that are not UTF-8 become U+FFFD.
     *
     * @param query as {@link Request#query}; null has no parameters
     * @param name decoded, in UTF-8
     */
    public static @Nullable String first(@Nullable String query, byte[] name) {
        if (query == null) {
            return null;
        }
        int start = startOfValue(query, name);
        return start < 0 ? null : valueAt(query, start);
    }

    /** Where the value of the first parameter of that name starts, possibly at the end of the query; -1 where there is none. */
    static int startOfValue(String query, byte[] name) {
        for (int start = 0; start < query.length(); start = end(query, start) + 1) {
            int end = endOfName(query, start, name);
            if (end >= 0 && (end == query.length() || query.charAt(end) == '&')) {
                if (end > start) {
                    return end;
                }
            } else if (end >= 0 && query.charAt(end) == '=') {
                return end + 1;
            }
        }
        return -1;
    }

    /** Where the name ends that starts there, which may go on; -1 where it does not even start like this one. */
    private static int endOfName(String query, int start, byte[] name) {
        int i = start;
        for (byte octet : name) {
            if (i == query.length() || query.charAt(i) == '&' || query.charAt(i) == '=') {
                return -1;
            }
            int escaped = Escapes.octetAt(query, i, query.length());
            if ((escaped >= 0 ? escaped : plain(query.charAt(i))) != (octet & 0xFF)) {
                return -1;
            }
            i += escaped >= 0 ? Escapes.LENGTH : 1;
        }
        return i;
    }

    /** Whether the value that starts there is this one. */
    static boolean isValueAt(String query, int start, byte[] value) {
        return isDecoded(query, start, end(query, start), value);
    }

    /** The value that starts there. */
    static String valueAt(String query, int start) {
        return decode(query, start, end(query, start));
    }

    /** Where the parameter in which {@code from} lies ends. */
    private static int end(String query, int from) {
        int ampersand = query.indexOf('&', from);
        return ampersand < 0 ? query.length() : ampersand;
    }

    private static boolean isDecoded(String query, int from, int to, byte[] octets) {
        int at = 0;
        for (int i = from; i < to; at++) {
            int escaped = Escapes.octetAt(query, i, to);
            int octet = escaped >= 0 ? escaped : plain(query.charAt(i));
            if (at == octets.length || octet != (octets[at] & 0xFF)) {
                return false;
            }
            i += escaped >= 0 ? Escapes.LENGTH : 1;
        }
        return at == octets.length;
    }

    private static String decode(String query, int from, int to) {
        byte[] octets = new byte[to - from];
        int at = 0;
        for (int i = from; i < to; at++) {
            int escaped = Escapes.octetAt(query, i, to);
            octets[at] = (byte) (escaped >= 0 ? escaped : plain(query.charAt(i)));
            i += escaped >= 0 ? Escapes.LENGTH : 1;
        }
        return new String(octets, 0, at, StandardCharsets.UTF_8);
    }

    private static char plain(char c) {
        return c == '+' ? ' ' : c;
    }
}
