package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpContent;
import java.util.List;

/**
 * Bounds the lines that begin chunks: Netty's reader takes extensions (RFC 9112 section 7.1.1) as long as a request line, and nobody reads
 * them. Follows the reader from chunk to chunk by what it takes and gives.
 */
final class ChunkLines {
    /** A size, and 1 kB of extensions. */
    static final int MOST = 16 + 1024;

    private enum Next {
        /** No chunk: no such body, its trailers, or what the reader refuses by itself. */
        OTHER,
        LINE,
        CONTENT
    }

    private Next next = Next.OTHER;
    private long left;
    private int start;
    private int line;

    /** A body in chunks follows. */
    void begin() {
        next = Next.LINE;
    }

    /** Before the reader takes from these bytes; false where a line is too long. */
    boolean accepts(ByteBuf bytes) {
        start = bytes.readerIndex();
        line = 0;
        if (next != Next.LINE) {
            return true;
        }
        int end = bytes.indexOf(start, Math.min(bytes.writerIndex(), start + MOST), HttpConstants.LF);
        if (end < 0) {
            return bytes.readableBytes() < MOST;
        }
        line = end + 1 - start;
        left = size(bytes, end);
        next = left > 0 ? Next.CONTENT : Next.OTHER;
        return true;
    }

    /** After the reader has taken from these bytes, and given these parts from {@code known} on. */
    void taken(ByteBuf bytes, List<Object> parts, int known) {
        if (next != Next.CONTENT) {
            return;
        }
        int given = 0;
        for (int i = known; i < parts.size(); i++) {
            given += parts.get(i) instanceof HttpContent content
                    ? content.content().readableBytes()
                    : 0;
        }
        left -= given;
        int end = bytes.readerIndex();
        if (left == 0 && end - start > line + given && bytes.getByte(end - 1) == HttpConstants.LF) {
            next = Next.LINE;
        }
    }

    private long size(ByteBuf bytes, int end) {
        long size = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(bytes.getByte(i), 16);
            if (digit < 0) {
                break;
            }
            size = (size << 4) + digit;
        }
        return size;
    }
}
