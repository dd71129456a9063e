package dev.gatehouse.jdkhttp;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read on a thread of its own as the backend takes it. Reading within {@link #request} would be less, but the
 * JDK's client asks for the next piece before it sends the last: each would wait for its successor.
 */
final class UploadBody implements BodyPublisher, Subscription, Runnable {
    private static final int PIECE = 16 * 1024;

    /** Watches how long the backend takes. */
    interface Backpressure {
        /** It takes no more for now. */
        void begins();

        /** It takes more again. */
        void ends();

        /** It has everything. */
        void sent();
    }

    private final InputStream in;
    private final long length;
    private final ClientPace pace;
    private final Executor executor;
    private final Backpressure backpressure;
    private final @Nullable Tee tee;
    private final Semaphore demand = new Semaphore(0);
    private @Nullable Subscriber<? super ByteBuffer> subscriber;
    /** Read into again where little was read: a client may send a chunk for each byte. */
    private byte @Nullable [] spare;

    private long read;
    private volatile boolean begun;
    private volatile boolean ended;
    private volatile boolean reading;
    private volatile @Nullable IOException failure;

    /**
     * The body of one request.
     *
     * @param length −1 where it is not known
     * @param tee keeps what is read; null where nobody needs it again
     */
    UploadBody(
            InputStream in,
            long length,
            ClientPace pace,
            Executor executor,
            Backpressure backpressure,
            @Nullable Tee tee) {
        this.in = in;
        this.length = length;
        this.pace = pace;
        this.executor = executor;
        this.backpressure = backpressure;
        this.tee = tee;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        if (this.subscriber != null) {
            throw new IllegalStateException("a client's body can be sent once");
        }
        this.subscriber = subscriber;
        begun = true;
        subscriber.onSubscribe(this);
        executor.execute(this);
    }

    @Override
    public void request(long pieces) {
        demand.release((int) Math.min(pieces, 1 << 16));
    }

    @Override
    public void run() {
        Subscriber<? super ByteBuffer> to = Objects.requireNonNull(subscriber);
        awaitDemand();
        while (!ended) {
            sendPiece(to);
            if (!ended) {
                awaitDemand();
            }
        }
    }

    private void awaitDemand() {
        if (!demand.tryAcquire()) {
            backpressure.begins();
            demand.acquireUninterruptibly();
            backpressure.ends();
        }
    }

    private void sendPiece(Subscriber<? super ByteBuffer> to) {
        byte[] piece = spare != null ? spare : new byte[length < 0 ? PIECE : (int) Math.min(PIECE, length)];
        int count;
        reading = true;
        try {
            count = pace.read(in, piece, 0, wanted(piece), Wait.NEVER);
        } catch (IOException e) {
            failure = e;
            ended = true;
            to.onError(e);
            return;
        } finally {
            reading = false;
        }
        if (count > 0) {
            read += count;
            boolean small = count < piece.length / 4;
            spare = small ? piece : null;
            if (tee != null) {
                tee.add(piece, 0, count);
            }
            to.onNext(ByteBuffer.wrap(small ? Arrays.copyOf(piece, count) : piece, 0, count));
        }
        if ((count < 0 || read == length) && !ended) {
            ended = true;
            if (tee != null) {
                tee.complete();
            }
            backpressure.sent();
            to.onComplete();
        }
    }

    private int wanted(byte[] piece) {
        return length < 0 ? piece.length : (int) Math.min(piece.length, length - read);
    }

    @Override
    public void cancel() {
        ended = true;
        demand.release();
    }

    /** Whether any of it may have been read. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether nothing more of it will be read. */
    boolean hasEnded() {
        return ended;
    }

    /** Why the client's body ended early; null where it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Whether a thread is now waiting for the client to send more. */
    boolean isReading() {
        return reading;
    }
}
