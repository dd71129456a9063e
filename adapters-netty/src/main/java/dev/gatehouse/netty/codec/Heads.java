package dev.gatehouse.netty.codec;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;

/** How messages of HTTP/1 are written, requests and answers alike. */
final class Heads {
    /** Bytes of a message that go into one buffer, and so to the socket in one piece, rather than that they are kept apart. */
    private static final int SMALL = 4 * 1024;

    /** Larger ones are not kept. */
    private static final int MOST_KEPT = 64 * 1024;

    private static final int AROUND = 4;

    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SMALL];
        }
    };

    private Heads() {}

    /** @throws IllegalArgumentException for a control character: what is written has been checked before, so this is no answer to anybody */
    // The old way to get bytes takes each character for one, without a copy.
    @SuppressWarnings("deprecation")
    static void write(FieldHeaders headers, ByteBuf buffer) {
        List<Field> lines = headers.lines();
        int length = 0;
        for (int i = 0; i < lines.size(); i++) {
            length += lines.get(i).name().length() + lines.get(i).value().length() + AROUND;
        }
        byte[] bytes = scratch(length);
        int end = 0;
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).name();
            String value = lines.get(i).value();
            int start = end;
            name.getBytes(0, name.length(), bytes, end);
            end += name.length();
            bytes[end++] = ':';
            bytes[end++] = ' ';
            value.getBytes(0, value.length(), bytes, end);
            end += value.length();
            refuseControls(bytes, start, end);
            bytes[end++] = '\r';
            bytes[end++] = '\n';
        }
        buffer.writeBytes(bytes, 0, end);
    }

    private static byte[] scratch(int length) {
        byte[] bytes = SCRATCH.get();
        if (bytes.length < length) {
            bytes = new byte[length];
            if (length <= MOST_KEPT) {
                SCRATCH.set(bytes);
            }
        }
        return bytes;
    }

    private static void refuseControls(byte[] bytes, int start, int end) {
        boolean refused = false;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            refused |= (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
        }
        if (refused) {
            throw new IllegalArgumentException("a header line has a control character");
        }
    }

    /** Makes one buffer of several that are small together. */
    static void join(ChannelHandlerContext ctx, List<Object> buffers) {
        int length = 0;
        for (int i = 0; i < buffers.size(); i++) {
            length += buffers.get(i) instanceof ByteBuf buffer ? buffer.readableBytes() : SMALL;
        }
        if (buffers.size() < 2 || length > SMALL) {
            return;
        }
        ByteBuf whole = ctx.alloc().buffer(length);
        for (int i = 0; i < buffers.size(); i++) {
            ByteBuf part = (ByteBuf) buffers.get(i);
            whole.writeBytes(part);
            part.release();
        }
        buffers.clear();
        buffers.add(whole);
    }
}
