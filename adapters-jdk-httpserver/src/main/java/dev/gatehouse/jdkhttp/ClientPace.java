package dev.gatehouse.jdkhttp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Moves the bytes of one message from or to a client, and gives the client the time that its rate deserves: the grace, and a second
 * for each {@link FrontEndLimits#clientRate} bytes moved. Only the time in which the client keeps us waiting counts, so a slow backend is
 * not its fault. For one thread at a time.
 */
final class ClientPace {
    private static final long SECOND = 1_000_000_000L;

    private final Wait wait;
    private final long grace;
    private final int rate;
    private long waited;
    private long moved;

    ClientPace(Wait wait, FrontEndLimits limits) {
        this.wait = wait;
        this.grace = limits.clientGrace().toNanos();
        this.rate = limits.clientRate();
    }

    int read(InputStream in, byte[] buffer, int offset, int length, long until) throws IOException {
        long start = begin(until);
        int count = 0;
        try {
            count = in.read(buffer, offset, length);
            return count;
        } finally {
            end(start, count);
        }
    }

    void write(OutputStream out, byte[] buffer, int offset, int length, long until) throws IOException {
        long start = begin(until);
        try {
            out.write(buffer, offset, length);
        } finally {
            end(start, length);
        }
    }

    void flush(OutputStream out, long until) throws IOException {
        long start = begin(until);
        try {
            out.flush();
        } finally {
            end(start, 0);
        }
    }

    void close(OutputStream out, long until) throws IOException {
        long start = begin(until);
        try {
            out.close();
        } finally {
            end(start, 0);
        }
    }

    private long begin(long until) {
        long now = System.nanoTime();
        long own = now + grace + (long) ((double) moved / rate * SECOND) - waited;
        wait.arm(until != Wait.NEVER && until - own < 0 ? until : own);
        return now;
    }

    private void end(long start, int bytes) {
        wait.disarm();
        waited += System.nanoTime() - start;
        moved += Math.max(bytes, 0);
    }
}
