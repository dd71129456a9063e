package dev.gatehouse.routing.request;

import org.jspecify.annotations.Nullable;

/**
 * Brings a path into normal form, or says why it has none. In this order: escapes, then parameters, then runs of slashes, then
 * dot segments (RFC 3986 section 5.2.4). Linear in the length of the path: each character is appended once and dropped at most
 * once.
 *
 * <p>Invariant: before each segment {@code normal} ends with {@code /}. An empty segment and {@code .} therefore add nothing,
 * which merges slashes, and {@code ..} takes back one segment and its slash.
 */
final class PathRewriter {
    private final String raw;
    private final StringBuilder normal;

    /** @param raw starts with {@code /} and has no query */
    PathRewriter(String raw) {
        this.raw = raw;
        this.normal = new StringBuilder(raw.length());
    }

    /** The path in normal form; to be asked after {@link #rewrite} found nothing wrong. */
    String path() {
        return normal.toString();
    }

    /** What keeps the path from having a normal form, as a sentence; null where nothing does. */
    @Nullable
    String rewrite() {
        normal.append('/');
        int start = 1;
        while (true) {
            int slash = raw.indexOf('/', start);
            int end = slash < 0 ? raw.length() : slash;
            int mark = normal.length();
            String fault = appendDecoded(start, end);
            if (fault == null) {
                fault = settle(mark, slash >= 0);
            }
            if (fault != null || slash < 0) {
                return fault;
            }
            start = slash + 1;
        }
    }

    private @Nullable String appendDecoded(int start, int end) {
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int octet = Escapes.octetAt(raw, i, end);
                if (octet < 0) {
                    return "The path has a % that two hexadecimal digits do not follow.";
                }
                if (Ascii.isControl(octet)) {
                    return "The path has an escaped control character.";
                }
                if (octet == '/' || octet == '\\') {
                    return "The path has an escaped slash or backslash.";
                }
                if (Escapes.isOverlongAscii(octet, raw, i, end)) {
                    return "The path has an ASCII character in overlong UTF-8.";
                }
                if (Ascii.isUnreserved(octet)) {
                    normal.append((char) octet);
                } else {
                    Ascii.appendEscape(normal, octet);
                }
                i += Escapes.LENGTH - 1;
            } else if (!Ascii.isVisible(c) || c == '#' || c == '\\') {
                return "The path has a byte that no path may have.";
            } else {
                normal.append(c);
            }
        }
        return null;
    }

    /** Decides what the segment from {@code mark} on does to the path before it. */
    private @Nullable String settle(int mark, boolean slashFollows) {
        int end = normal.length();
        int nameEnd = endOfName(mark);
        int nameLength = nameEnd - mark;
        boolean parent = nameLength == 2 && normal.charAt(mark) == '.' && normal.charAt(mark + 1) == '.';
        boolean nothing = nameLength == 0 || (nameLength == 1 && normal.charAt(mark) == '.');
        if (!parent && !nothing) {
            if (slashFollows) {
                normal.append('/');
            }
            return null;
        }
        if (nameEnd < end) {
            return "The path has an empty, . or .. segment with parameters.";
        }
        if (parent && mark == 1) {
            return "The path climbs above the root.";
        }
        normal.setLength(parent ? normal.lastIndexOf("/", mark - 2) + 1 : mark);
        return null;
    }

    /** Where the parameters of the segment from {@code mark} on start, or where it ends. */
    private int endOfName(int mark) {
        for (int i = mark; i < normal.length(); i++) {
            char c = normal.charAt(i);
            if (c == ';' || (c == '%' && normal.charAt(i + 1) == '3' && normal.charAt(i + 2) == 'B')) {
                return i;
            }
        }
        return normal.length();
    }
}
