package dev.gatehouse.tck.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a request: a text, or any bytes of a certain length.
 *
 * @param text empty where only the size counts
 * @param size in bytes
 */
public record Payload(String text, int size) {
    /** None. */
    public static final Payload NONE = new Payload("", 0);

    /** A text, in UTF-8. */
    public static Payload of(String text) {
        return new Payload(text, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** That many bytes. */
    public static Payload of(int size) {
        return new Payload("", size);
    }

    /** The bytes, made anew. */
    public byte[] bytes() {
        if (!text.isEmpty()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }
}
