package dev.gatehouse.netty;

import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pieces of a request that may have to be sent again: all of them, or, beyond a bound, none. */
final class Replay {
    /** Bytes that are kept. */
    static final int MOST = 64 * 1024;

    private @Nullable Queue<HttpContent> parts;
    private int bytes;
    private boolean whole = true;

    /** Whether everything is here that was added. */
    boolean isWhole() {
        return whole;
    }

    /** Keeps a copy, which shares the bytes. */
    void add(HttpContent part) {
        if (!whole) {
            return;
        }
        bytes += part.content().readableBytes();
        if (bytes > MOST) {
            clear();
        } else {
            keep(part.retainedDuplicate());
        }
    }

    /** Keeps it whatever its size, and takes it over: for pieces that nobody has got yet. */
    void hold(HttpContent part) {
        bytes += part.content().readableBytes();
        keep(part);
    }

    private void keep(HttpContent part) {
        if (parts == null) {
            parts = new ArrayDeque<>(4);
        }
        parts.add(part);
    }

    /** A copy of each. */
    void forEach(Consumer<HttpContent> to) {
        if (parts != null) {
            for (HttpContent part : parts) {
                to.accept(part.retainedDuplicate());
            }
        }
    }

    /** Nothing is kept from now on. */
    void clear() {
        whole = false;
        if (parts != null) {
            parts.forEach(ReferenceCountUtil::release);
            parts = null;
        }
    }

    /** What is held is beyond the bound. */
    void trim() {
        if (bytes > MOST) {
            clear();
        }
    }
}
