package dev.gatehouse.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 as bytes (RFC 9113 section 4.1), for what no client would send. */
final class Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int ACK = 1;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Frames() {}

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** What a client begins with. */
    static byte[] preface() {
        return join(PREFACE, frame(SETTINGS, 0, 0));
    }

    /** {@code GET /} for {@code h}: three entries of the static table (RFC 7541 appendix A) and a literal. */
    static byte[] get(int stream, int flags) {
        return frame(HEADERS, flags, stream, (byte) 0x82, (byte) 0x86, (byte) 0x84, (byte) 0x01, (byte) 1, (byte) 'h');
    }

    /** A field that the table does not keep. */
    static byte[] field(String name, String value) {
        return join(new byte[] {0}, text(name), text(value));
    }

    private static byte[] text(String text) {
        return join(new byte[] {(byte) text.length()}, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A frame that came. */
    record Received(int type, int flags, int stream, ByteBuffer payload) {
        int errorCode() {
            return payload.getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /** The next; null at the end of the connection. */
    static Received next(DataInputStream in) throws IOException {
        try {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            return new Received(
                    lengthAndType & 0xff, flags, stream, ByteBuffer.wrap(in.readNBytes(lengthAndType >>> 8)));
        } catch (EOFException | SocketException e) {
            return null;
        }
    }
}
