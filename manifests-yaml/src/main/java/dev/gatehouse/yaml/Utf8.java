package dev.gatehouse.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes into text: UTF-8 with or without a byte order mark, and nothing else. */
final class Utf8 {
    private Utf8() {}

    /** The text, or null where the bytes are in another encoding; then the report says so. */
    static @Nullable String text(byte[] bytes, Report report) {
        String other = otherEncoding(bytes);
        if (other != null) {
            report.error(
                    Names.ENCODING, 1, "the file is encoded in " + other + ", expected UTF-8; nothing of it was read");
            return null;
        }
        int from = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length - from);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            report.error(
                    Names.ENCODING,
                    line(bytes, in.position()),
                    String.format(
                            "byte 0x%02x is not valid UTF-8 here; nothing of this file was read",
                            bytes[in.position()] & 0xFF));
            return null;
        }
        return out.flip().toString();
    }

    private static @Nullable String otherEncoding(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return "UTF-32";
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return "UTF-16";
        }
        // No manifest holds a NUL; in UTF-16 every ASCII character comes with one.
        boolean zero = bytes.length >= 2 && (bytes[0] == 0 ^ bytes[1] == 0);
        return zero ? "UTF-16 without a byte order mark, or is no text" : null;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static int line(byte[] bytes, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
