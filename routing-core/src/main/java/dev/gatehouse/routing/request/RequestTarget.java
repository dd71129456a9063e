package dev.gatehouse.routing.request;

import org.jspecify.annotations.Nullable;

/** Tells the forms of a request target apart (RFC 9112 section 3.2), by where its path starts. */
final class RequestTarget {
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    private RequestTarget() {}

    /** Where the authority of an absolute-form target starts; 0 where the target has another form or scheme. */
    static int authorityStart(String target) {
        return Ascii.equalsIgnoreCase(target, 0, HTTP, 0, HTTP.length())
                ? HTTP.length()
                : Ascii.equalsIgnoreCase(target, 0, HTTPS, 0, HTTPS.length()) ? HTTPS.length() : 0;
    }

    /** The port that {@code http} or {@code https} means without one, by where the authority starts. */
    static int defaultPort(int authorityStart) {
        return authorityStart == HTTP.length() ? 80 : 443;
    }

    /** Where the authority that starts at {@code from} ends: at the path, the query or the end. */
    static int authorityEnd(String target, int from) {
        int i = from;
        while (i < target.length() && target.charAt(i) != '/' && target.charAt(i) != '?') {
            i++;
        }
        return i;
    }

    /** What keeps a query, from {@code from} on, from being passed on byte for byte, as a sentence; null where nothing does. */
    static @Nullable String queryFault(String target, int from) {
        for (int i = from; i < target.length(); i++) {
            char c = target.charAt(i);
            if (!Ascii.isVisible(c) || c == '#') {
                return "The query has a byte that no query may have.";
            }
        }
        return null;
    }
}
