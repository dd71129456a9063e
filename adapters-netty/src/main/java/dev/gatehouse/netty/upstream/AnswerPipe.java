package dev.gatehouse.netty.upstream;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An answer on its way from a thread that may block to an event loop: the thread waits where the loop does not take what there is. */
final class AnswerPipe extends OutputStream {
    private static final int PIECE = 8 * 1024;
    private static final int UNKNOWN = -1;

    /** What a piece costs beside its bytes: many that hold a byte each wait as few that hold many do. */
    private static final int HOLDERS = 256;

    private final Runnable told;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition taken = lock.newCondition();
    private final Queue<HttpObject> parts = new ArrayDeque<>();
    private int waiting;
    private @Nullable String cut;

    // The handler's own.
    private byte[] piece = new byte[0];
    private int filled;
    private long left;
    private boolean discards;
    private boolean closed;

    /** @param told told, on the writer's thread, when there is something to take */
    AnswerPipe(Runnable told) {
        this.told = told;
    }

    // The loop's side.

    /** The next part; null where there is none for now. */
    @Nullable
    HttpObject poll() {
        lock.lock();
        try {
            HttpObject part = parts.poll();
            if (part != null) {
                waiting -= cost(part);
                taken.signal();
            }
            return part;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody takes anything any more. */
    void cut(String reason) {
        lock.lock();
        try {
            cut = reason;
            parts.clear();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // The handler's side.

    /**
     * @param length of the body; −1 where it is not known
     * @param discards whether the body is not sent, whatever it is
     */
    void begin(HttpResponse head, long length, boolean discards) throws IOException {
        this.left = length;
        this.discards = discards;
        put(head);
        if (length != 0 && !discards) {
            piece = new byte[PIECE];
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("the answer is closed");
        }
        if (discards) {
            return;
        }
        if (left != UNKNOWN) {
            if (length > left) {
                throw new IOException("more than the length that was announced");
            }
            left -= length;
        }
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, piece.length - filled);
            System.arraycopy(bytes, offset + done, piece, filled, count);
            filled += count;
            done += count;
            if (filled == piece.length) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            byte[] full = Arrays.copyOf(piece, filled);
            filled = 0;
            put(new DefaultHttpContent(Unpooled.wrappedBuffer(full)));
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        if (left > 0 && !discards) {
            throw new IOException("less than the length that was announced");
        }
        put(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void put(HttpObject part) throws IOException {
        lock.lock();
        try {
            while (cut == null && waiting >= HandlerCall.ROOM) {
                taken.await();
            }
            if (cut != null) {
                throw new IOException(cut);
            }
            parts.add(part);
            waiting += cost(part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            lock.unlock();
        }
        told.run();
    }

    private static int cost(HttpObject part) {
        return part instanceof DefaultHttpContent content ? content.content().readableBytes() + HOLDERS : 0;
    }
}
