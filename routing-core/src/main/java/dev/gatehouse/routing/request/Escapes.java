package dev.gatehouse.routing.request;

/** Reads percent-encoding (RFC 3986 section 2.1) in place. */
final class Escapes {
    /** How many characters an escape has. */
    static final int LENGTH = 3;

    private Escapes() {}

    /** The octet that the escape at {@code at} stands for; -1 where there is no whole and well-formed escape before {@code end}. */
    static int octetAt(String text, int at, int end) {
        if (at + LENGTH > end || text.charAt(at) != '%') {
            return -1;
        }
        int high = Ascii.hex(text.charAt(at + 1));
        int low = Ascii.hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /**
     * Whether the escapes from {@code at} on, the first of which stands for {@code lead}, are an ASCII character in more octets than
     * its one (RFC 3629 section 3). Readers that do not check this see a slash or a dot where others see none.
     */
    static boolean isOverlongAscii(int lead, String text, int at, int end) {
        int continuations = switch (lead) {
            case 0xC0, 0xC1 -> 1;
            case 0xE0 -> 2;
            case 0xF0 -> 3;
            case 0xF8 -> 4;
            case 0xFC -> 5;
            default -> 0;
        };
        for (int i = 1; i <= continuations; i++) {
            int octet = octetAt(text, at + i * LENGTH, end);
            // The last holds the six low bits and the one before it the seventh (for two octets the lead does); all
            // other bits are 0.
            int most = i == continuations ? 0xBF : i == continuations - 1 ? 0x81 : 0x80;
            if (octet < 0x80 || octet > most) {
                return false;
            }
        }
        return continuations > 0;
    }
}
