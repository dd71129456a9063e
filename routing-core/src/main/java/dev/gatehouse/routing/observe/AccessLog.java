package dev.gatehouse.routing.observe;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each exchange that has ended. The thread that ends an exchange makes its line, which costs some microseconds; a thread
 * of its own writes. Where that cannot keep up, with 8192 lines or 4 MiB waiting, further ones are dropped, counted and told of in the log
 * of the program: no exchange ever waits for a disk, and nothing of an exchange is held.
 *
 * <p>A file that was moved or removed, as by a rotation, is made anew with the next lines. One that was cut short is written on from its
 * new end. Safe for any number of threads.
 */
public final class AccessLog implements ExchangeObserver, AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.gatehouse.observe");
    private static final int ROOM = 8192;
    private static final long ROOM_BYTES = 4 << 20;
    private static final long LOOK_MILLIS = 100;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AccessLogFormat format;
    private final @Nullable Path file;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer = new Thread(this::write, "gatehouse-access-log");

    private volatile boolean closing;

    // The writer's own.
    private @Nullable OutputStream out;
    private @Nullable Object openedKey;
    private long droppedTold;

    private AccessLog(AccessLogFormat format, @Nullable Path file, @Nullable OutputStream out) {
        this.format = Objects.requireNonNull(format, "format");
        this.file = file;
        this.out = out;
        writer.setDaemon(true);
    }

    /**
     * To the end of a file, which is made where there is none.
     *
     * @throws IOException where it cannot be written
     */
    public static AccessLog to(Path file, AccessLogFormat format) throws IOException {
        AccessLog log = new AccessLog(format, Objects.requireNonNull(file, "file"), null);
        log.reopen(file);
        log.writer.start();
        return log;
    }

    /** To a stream, such as {@code System.out}, which is flushed and never closed. */
    public static AccessLog to(OutputStream stream, AccessLogFormat format) {
        AccessLog log = new AccessLog(format, null, new BufferedOutputStream(Objects.requireNonNull(stream, "stream")));
        log.writer.start();
        return log;
    }

    @Override
    public void ended(ObservedExchange exchange) {
        byte[] line = (format.line(exchange) + "\n").getBytes(StandardCharsets.UTF_8);
        if (waitingBytes.addAndGet(line.length) > ROOM_BYTES || !waiting.offer(line)) {
            waitingBytes.addAndGet(-line.length);
            dropped.incrementAndGet();
        }
    }

    /** How many lines were not written so far. */
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        try {
            // No interrupt ends the wait: it would close the file under a line that is being written.
            while (!closing || !waiting.isEmpty()) {
                byte[] next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    batch(next);
                }
            }
            if (out != null && file != null) {
                out.close();
            }
        } catch (IOException | InterruptedException e) {
            LOG.log(Level.WARNING, "the access log was not closed", e);
        }
    }

    /** All that waits, and then what is in the buffer goes out. */
    private void batch(byte[] first) {
        int taken = 1;
        waitingBytes.addAndGet(-first.length);
        try {
            OutputStream to = current();
            to.write(first);
            for (byte[] next = waiting.poll(); next != null; next = taken < ROOM ? waiting.poll() : null) {
                taken++;
                waitingBytes.addAndGet(-next.length);
                to.write(next);
            }
            to.flush();
        } catch (IOException e) {
            dropped.addAndGet(taken);
            LOG.log(Level.WARNING, "the access log cannot be written: {0}", e.toString());
        }
        long now = dropped.get();
        if (now != droppedTold) {
            LOG.log(Level.WARNING, "{0} lines of the access log were dropped", now - droppedTold);
            droppedTold = now;
        }
    }

    private OutputStream current() throws IOException {
        OutputStream to = out;
        if (file == null && to != null) {
            return to;
        }
        Path path = Objects.requireNonNull(file);
        if (to != null && Files.exists(path) && Objects.equals(key(path), openedKey)) {
            return to;
        }
        if (to != null) {
            out = null;
            to.close();
        }
        return reopen(path);
    }

    private OutputStream reopen(Path path) throws IOException {
        OutputStream opened = new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), 64 * 1024);
        out = opened;
        openedKey = key(path);
        return opened;
    }

    /** What tells one file from another of the same name; null where the system has nothing of the kind. */
    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Writes what waits, for five seconds at most, and ends the thread. */
    @Override
    public void close() {
        closing = true;
        long until = System.nanoTime() + CLOSE_NANOS;
        boolean interrupted = false;
        for (long left = CLOSE_NANOS; writer.isAlive() && left > 0; left = until - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(writer, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
