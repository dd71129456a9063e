package dev.gatehouse.netty.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The body of a request on its way from an event loop to a thread that may block: bounded, for the loop asks before it reads more. */
final class RequestPipe extends InputStream {
    private static final byte[] NONE = new byte[0];

    /** What a piece costs beside its bytes. */
    private static final int HOLDERS = 64;

    private final Runnable drained;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private byte[] current = NONE;
    private int position;
    private int waiting;
    private boolean ended;
    private boolean unwanted;
    private @Nullable String cut;

    /** @param drained told, on the reader's thread, when there is room again */
    RequestPipe(Runnable drained) {
        this.drained = drained;
    }

    // The loop's side.

    void add(ByteBuf bytes) {
        lock.lock();
        try {
            if (!unwanted && cut == null && bytes.isReadable()) {
                pieces.add(ByteBufUtil.getBytes(bytes));
                waiting += bytes.readableBytes() + HOLDERS;
                came.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The rest never comes. */
    void cut(String reason) {
        lock.lock();
        try {
            if (!ended) {
                cut = reason;
            }
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return waiting < HandlerCall.ROOM;
        } finally {
            lock.unlock();
        }
    }

    // The handler's side.

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        int count;
        boolean full;
        lock.lock();
        try {
            if (!awaitBytes()) {
                return -1;
            }
            count = Math.min(length, current.length - position);
            System.arraycopy(current, position, buffer, offset, count);
            position += count;
            full = waiting >= HandlerCall.ROOM;
            waiting -= position == current.length ? count + HOLDERS : count;
            full &= waiting < HandlerCall.ROOM;
        } finally {
            lock.unlock();
        }
        if (full) {
            drained.run();
        }
        return count;
    }

    /** Whether there are any. */
    private boolean awaitBytes() throws IOException {
        while (position == current.length) {
            byte[] next = pieces.poll();
            if (next != null) {
                current = next;
                position = 0;
            } else if (cut != null) {
                throw new IOException(cut);
            } else if (ended || unwanted) {
                return false;
            } else {
                try {
                    came.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
        }
        return true;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return current.length - position;
        } finally {
            lock.unlock();
        }
    }

    /** What is left and what still comes is thrown away. */
    @Override
    public void close() {
        lock.lock();
        try {
            unwanted = true;
            pieces.clear();
            current = NONE;
            position = 0;
            waiting = 0;
        } finally {
            lock.unlock();
        }
        drained.run();
    }
}
