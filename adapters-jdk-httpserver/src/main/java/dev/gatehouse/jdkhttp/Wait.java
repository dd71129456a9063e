package dev.gatehouse.jdkhttp;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one thread waits for, and until when. When the time is over the thread is interrupted, and whatever socket it reads or writes is
 * closed by that: the only way to end a read of the JDK's server, which has no deadlines of its own.
 *
 * <p>{@link #arm}, the waiting and {@link #disarm} happen on one thread; {@link #expire} is called by another.
 */
final class Wait {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    private @Nullable Thread thread;
    private @Nullable Closeable source;
    private long deadline;
    private boolean armed;
    private boolean expired;

    /** @param deadline by {@link System#nanoTime} */
    synchronized void arm(long deadline) {
        arm(Thread.currentThread(), deadline);
    }

    /** As {@link #arm}, for another thread that waits already. */
    synchronized void arm(Thread thread, long deadline) {
        this.thread = thread;
        this.source = null;
        this.deadline = deadline;
        armed = true;
    }

    /** As {@link #arm}, where what is waited for ends when it is closed and heeds no interrupt. */
    synchronized void arm(Closeable source, long deadline) {
        this.thread = null;
        this.source = source;
        this.deadline = deadline;
        armed = true;
    }

    /** Ends the wait of another thread for now. */
    synchronized void pause() {
        armed = false;
    }

    /** Ends the wait; an interrupt that came too late to matter leaves no trace. */
    synchronized void disarm() {
        armed = false;
        if (expired) {
            boolean ignored = Thread.interrupted();
        }
    }

    /** Whether it ever took too long. */
    synchronized boolean hasExpired() {
        return expired;
    }

    void expire(long now) {
        Closeable ended = ended(now);
        if (ended != null) {
            try {
                ended.close();
            } catch (IOException e) {
                // Whoever waits for it sees that it has ended.
            }
        }
    }

    private synchronized @Nullable Closeable ended(long now) {
        if (!armed || now - deadline < 0) {
            return null;
        }
        armed = false;
        expired = true;
        if (thread != null) {
            thread.interrupt();
        }
        return source;
    }
}
