package dev.gatehouse.tls.hello;

import java.nio.charset.StandardCharsets;

/**
 * Reads the numbers and vectors of the TLS presentation language (RFC 8446, 3) one after the other. Nothing is copied, and what
 * leads beyond the end is {@linkplain Refused.Reason#MALFORMED malformed}.
 */
final class Octets {
    private final byte[] bytes;
    private final int end;
    private int position;

    Octets(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    int length() {
        return end - position;
    }

    boolean isEmpty() {
        return position == end;
    }

    int uint8() throws Unacceptable {
        requireLeft(1);
        return bytes[position++] & 0xff;
    }

    int uint16() throws Unacceptable {
        requireLeft(2);
        return uint8() << 8 | uint8();
    }

    /** {@code opaque x[length]}. */
    Octets opaque(int length) throws Unacceptable {
        requireLeft(length);
        Octets taken = new Octets(bytes, position, position + length);
        position += length;
        return taken;
    }

    /** {@code opaque x<min..max>} with a length of one byte. */
    Octets vector8(int min, int max) throws Unacceptable {
        return vector(uint8(), min, max);
    }

    /** {@code opaque x<min..max>} with a length of two bytes. */
    Octets vector16(int min, int max) throws Unacceptable {
        return vector(uint16(), min, max);
    }

    private Octets vector(int length, int min, int max) throws Unacceptable {
        if (length < min || length > max) {
            throw new Unacceptable(Refused.Reason.MALFORMED);
        }
        return opaque(length);
    }

    /** Refuses what is left over. */
    void requireEnd() throws Unacceptable {
        if (!isEmpty()) {
            throw new Unacceptable(Refused.Reason.MALFORMED);
        }
    }

    private void requireLeft(int length) throws Unacceptable {
        if (length > length()) {
            throw new Unacceptable(Refused.Reason.MALFORMED);
        }
    }

    /** All that is left, each byte as the character of the same number. */
    String text() {
        return new String(bytes, position, length(), StandardCharsets.ISO_8859_1);
    }
}
