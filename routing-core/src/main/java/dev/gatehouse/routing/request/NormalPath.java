package dev.gatehouse.routing.request;

/** Recognises a path that is in normal form already, as nearly all are, in one scan that keeps nothing. */
final class NormalPath {
    private NormalPath() {}

    /**
     * Where the path that starts at {@code from} ends: at the first {@code ?} or at the end of the target. -1 where the path is
     * not in normal form, which is to say: where {@link PathRewriter} would refuse or change it.
     */
    static int end(String target, int from) {
        int length = target.length();
        if (from == length || target.charAt(from) != '/') {
            return -1;
        }
        int segment = from + 1;
        int i = segment;
        while (i < length) {
            char c = target.charAt(i);
            if (Ascii.isPlainInPath(c)) {
                i++;
                continue;
            }
            switch (c) {
                case '?' -> {
                    return i;
                }
                case '/' -> {
                    if (i == segment) {
                        return -1;
                    }
                    segment = i + 1;
                }
                case '.' -> {
                    if (i == segment && isDotSegment(target, i, length)) {
                        return -1;
                    }
                }
                case ';' -> {
                    if (i == segment) {
                        return -1;
                    }
                }
                case '%' -> {
                    if (!isNormalEscape(target, i, length, i == segment)) {
                        return -1;
                    }
                    i += Escapes.LENGTH - 1;
                }
                default -> {
                    return -1;
                }
            }
            i++;
        }
        return length;
    }

    /** Whether the segment that starts with the dot at {@code dot} is {@code .} or {@code ..}, with parameters or without. */
    private static boolean isDotSegment(String target, int dot, int length) {
        int i = dot + 1;
        if (i < length && target.charAt(i) == '.') {
            i++;
        }
        if (i == length) {
            return true;
        }
        char next = target.charAt(i);
        return next == '/' || next == '?' || next == ';' || Escapes.octetAt(target, i, length) == ';';
    }

    private static boolean isNormalEscape(String target, int at, int length, boolean startsSegment) {
        int octet = Escapes.octetAt(target, at, length);
        return octet >= 0
                && target.charAt(at + 1) < 'a'
                && target.charAt(at + 2) < 'a'
                && !Ascii.isUnreserved(octet)
                && !Ascii.isControl(octet)
                && octet != '/'
                && octet != '\\'
                && !(octet == ';' && startsSegment)
                && !Escapes.isOverlongAscii(octet, target, at, length);
    }
}
