package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.HeaderLine;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 messages from a connection, one after the other (RFC 9112). Bytes of the head are characters of ISO 8859-1. For one thread. */
final class MessageInput {
    private static final int MOST_LINE_BYTES = 1 << 16;
    private static final int MOST_LINES = 1000;
    private static final int MOST_BODY_BYTES = 1 << 24;

    private final InputStream in;

    /** @param in that is buffered, where that matters */
    MessageInput(InputStream in) {
        this.in = in;
    }

    /**
     * The beginning of a message.
     *
     * @param start the first line
     * @param headers in order, names as they came
     */
    record Head(String start, List<HeaderLine> headers) {
        Head {
            headers = List.copyOf(headers);
        }
    }

    /** The next head; null where the connection ends instead. */
    @Nullable
    Head head() throws IOException {
        String start = lineOrNull();
        if (start == null) {
            return null;
        }
        List<HeaderLine> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MOST_LINES) {
                throw new IOException("not a header section: \"" + line + "\"");
            }
            headers.add(new HeaderLine(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Head(start, headers);
    }

    /**
     * The body that follows a head.
     *
     * @param untilEnd whether it lasts to the end of the connection where its length is not told; else there is none then
     */
    byte[] body(Head head, boolean untilEnd) throws IOException {
        if (!HeaderLine.values(head.headers(), "Transfer-Encoding").isEmpty()) {
            return chunks();
        }
        List<String> lengths = HeaderLine.values(head.headers(), "Content-Length");
        if (lengths.isEmpty()) {
            return untilEnd ? in.readNBytes(MOST_BODY_BYTES) : new byte[0];
        }
        return exactly(number(lengths.get(0), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int semicolon = size.indexOf(';');
            int length = number((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // Trailers end as a head does, with an empty line.
                }
                return body.toByteArray();
            }
            body.writeBytes(exactly(length));
            if (!line().isEmpty() || body.size() > MOST_BODY_BYTES) {
                throw new IOException("a chunk that is longer than it says");
            }
        }
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0 && number <= MOST_BODY_BYTES) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a length: \"" + text + "\"", e);
        }
        throw new IOException("not a length that is read: " + text);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        String line = lineOrNull();
        if (line == null) {
            throw new EOFException("the connection ends within a message");
        }
        return line;
    }

    private @Nullable String lineOrNull() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new EOFException("the connection ends within a line");
            }
            if (line.size() == MOST_LINE_BYTES) {
                throw new IOException("a line of more than " + MOST_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
