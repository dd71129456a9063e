package dev.gatehouse.jdkhttp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client's body was, kept while it is sent, up to a bound: so it can be sent again, and copies of it elsewhere. Beyond the bound
 * nothing is kept.
 */
final class Tee {
    private final int bound;
    private final List<Consumer<byte[]>> waiting = new ArrayList<>();
    private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private byte @Nullable [] whole;

    Tee(int bound) {
        this.bound = bound;
    }

    synchronized void add(byte[] piece, int offset, int count) {
        ByteArrayOutputStream out = kept;
        if (out == null) {
            return;
        }
        if (out.size() + count > bound) {
            kept = null;
            waiting.clear();
        } else {
            out.write(piece, offset, count);
        }
    }

    /** The body has come to its end. */
    void complete() {
        List<Consumer<byte[]>> told;
        byte[] bytes;
        synchronized (this) {
            if (kept == null || whole != null) {
                return;
            }
            bytes = kept.toByteArray();
            whole = bytes;
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(task -> task.accept(bytes));
    }

    /** The whole body; null where it has not ended yet, or is larger than the bound. */
    synchronized byte @Nullable [] whole() {
        return whole;
    }

    /** Calls {@code task} once with the whole body, on the thread that reads it; never where it is larger than the bound. */
    void whenWhole(Consumer<byte[]> task) {
        synchronized (this) {
            if (whole == null) {
                if (kept != null) {
                    waiting.add(task);
                }
                return;
            }
        }
        task.accept(whole);
    }
}
