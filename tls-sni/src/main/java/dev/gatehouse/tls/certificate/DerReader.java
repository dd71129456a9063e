package dev.gatehouse.tls.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads DER (X.690) element by element. Every way in which bytes can be wrong ends in a {@link MalformedPem}. */
final class DerReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** Whether the next element has this tag. */
    boolean startsWith(int tag) {
        return position < end && (bytes[position] & 0xff) == tag;
    }

    /** Steps over the next element, which must have this tag, and reads what is in it. */
    DerReader enter(int tag) throws MalformedPem {
        if (!startsWith(tag)) {
            throw new MalformedPem("is not what its BEGIN line says");
        }
        position++;
        int length = length();
        if (length > end - position) {
            throw new MalformedPem("is cut short");
        }
        DerReader content = new DerReader(bytes, position, position + length);
        position += length;
        return content;
    }

    /** The bytes of the next element, tag and length among them. */
    byte[] element(int tag) throws MalformedPem {
        int start = position;
        enter(tag);
        return Arrays.copyOfRange(bytes, start, position);
    }

    boolean isAtEnd() {
        return position == end;
    }

    /** Steps over the next element, whatever it is. */
    void skip() throws MalformedPem {
        enter(position < end ? bytes[position] & 0xff : -1);
    }

    /** Whether the next element is this one, byte for byte; if so, steps over it. */
    boolean skipIfEqual(byte[] element) {
        if (element.length > end - position
                || !Arrays.equals(bytes, position, position + element.length, element, 0, element.length)) {
            return false;
        }
        position += element.length;
        return true;
    }

    /** All that is left, each byte as the character of the same number. */
    String text() {
        return new String(bytes, position, end - position, StandardCharsets.ISO_8859_1);
    }

    private int length() throws MalformedPem {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        // Three octets count 16 MiB, and no Secret is larger than 1 MiB.
        if (octets == 0 || octets > 3) {
            throw new MalformedPem("is not DER");
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | next();
        }
        return length;
    }

    private int next() throws MalformedPem {
        if (position == end) {
            throw new MalformedPem("is cut short");
        }
        return bytes[position++] & 0xff;
    }
}
