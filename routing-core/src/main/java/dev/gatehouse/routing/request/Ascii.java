package dev.gatehouse.routing.request;

/** What a character is, by table: no locale, no Unicode. A character above 0x7F is nothing at all and its own lower case. */
final class Ascii {
    private static final byte TOKEN = 1;
    private static final byte UNRESERVED = 2;
    private static final byte VISIBLE = 4;
    private static final byte PLAIN_IN_PATH = 8;
    private static final byte IN_HOST_LABEL = 16;

    private static final byte[] KIND = new byte[128];
    private static final byte[] HEX = new byte[128];
    private static final char[] UPPER_HEX = "0123456789ABCDEF".toCharArray();

    static {
        for (char c = 0x21; c <= 0x7E; c++) {
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            int kind = VISIBLE;
            if (alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                kind |= TOKEN;
            }
            if (alphanumeric || "-._~".indexOf(c) >= 0) {
                kind |= UNRESERVED;
            }
            if ("/?.;%#\\".indexOf(c) < 0) {
                kind |= PLAIN_IN_PATH;
            }
            if (alphanumeric || c == '-' || c == '_') {
                kind |= IN_HOST_LABEL;
            }
            KIND[c] = (byte) kind;
        }
        for (char c = 0; c < HEX.length; c++) {
            HEX[c] = (byte)
                    (c >= '0' && c <= '9'
                            ? c - '0'
                            : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1);
        }
    }

    private Ascii() {}

    private static boolean is(byte kind, int c) {
        return c < KIND.length && (KIND[c] & kind) != 0;
    }

    /** A {@code tchar} of RFC 9110 section 5.6.2. */
    static boolean isToken(int c) {
        return is(TOKEN, c);
    }

    /** An {@code unreserved} character of RFC 3986 section 2.3. */
    static boolean isUnreserved(int c) {
        return is(UNRESERVED, c);
    }

    /** One of 0x21 to 0x7E. */
    static boolean isVisible(int c) {
        return is(VISIBLE, c);
    }

    /** A visible character that stands for itself wherever in a path it is. */
    static boolean isPlainInPath(int c) {
        return is(PLAIN_IN_PATH, c);
    }

    /** A letter, a digit, {@code -} or {@code _}. */
    static boolean isInHostLabel(int c) {
        return is(IN_HOST_LABEL, c);
    }

    static boolean isControl(int c) {
        return c < 0x20 || c == 0x7F;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpperCase(int c) {
        return c >= 'A' && c <= 'Z';
    }

    static char lowerCase(char c) {
        return isUpperCase(c) ? (char) (c + ('a' - 'A')) : c;
    }

    /** The value of a hexadecimal digit in either case; -1 where it is none. */
    static int hex(int c) {
        return c < HEX.length ? HEX[c] : -1;
    }

    static void appendEscape(StringBuilder to, int octet) {
        to.append('%').append(UPPER_HEX[octet >> 4]).append(UPPER_HEX[octet & 15]);
    }

    /** Whether the two are equal but for the case of ASCII letters. */
    static boolean equalsIgnoreCase(String one, int oneFrom, String other, int otherFrom, int length) {
        if (oneFrom + length > one.length() || otherFrom + length > other.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lowerCase(one.charAt(oneFrom + i)) != lowerCase(other.charAt(otherFrom + i))) {
                return false;
            }
        }
        return true;
    }

    /** {@code text} from {@code from} to {@code to} in lower case; the same object where it is that already. */
    static String lowerCase(String text, int from, int to) {
        int upper = from;
        while (upper < to && !isUpperCase(text.charAt(upper))) {
            upper++;
        }
        if (upper == to) {
            return text.substring(from, to);
        }
        StringBuilder lower = new StringBuilder(to - from).append(text, from, upper);
        for (int i = upper; i < to; i++) {
            lower.append(lowerCase(text.charAt(i)));
        }
        return lower.toString();
    }
}
