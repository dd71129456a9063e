package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, as far as they have come. An adapter tells it what happens, and it tells the observer. Bytes may be counted by
 * any thread; all else belongs to the thread that serves the exchange, until it has ended.
 */
public final class ObservedExchange {
    /** The head of a request, as the client sent it: nothing of it can be trusted. */
    public interface Head {
        /** Such as {@code GET}. */
        String method();

        /** The request target, undecoded. */
        String target();

        /** Such as {@code HTTP/1.1} or {@code HTTP/2}. */
        String protocol();

        /** The address of the client's end of the connection, without port. */
        String client();

        /** The first field of this name, in any case; null where there is none. */
        @Nullable
        String field(String name);
    }

    private final ExchangeObserver observer;
    private final Bind bind;
    private final Head head;
    private final Instant begin = Instant.now();
    private final long beginNanos = System.nanoTime();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private @Nullable Origin origin;
    private @Nullable ServiceBackend backend;
    private @Nullable Endpoint endpoint;
    private int tries;
    private int status;
    private boolean complete;
    private boolean over;
    private long durationNanos;

    private ObservedExchange(ExchangeObserver observer, Bind bind, Head head) {
        this.observer = observer;
        this.bind = bind;
        this.head = head;
    }

    /**
     * One that begins now; its observer is told.
     *
     * @param bind where it arrived
     */
    public static ObservedExchange begin(ExchangeObserver observer, Bind bind, Head head) {
        ObservedExchange exchange = new ObservedExchange(
                Objects.requireNonNull(observer, "observer"),
                Objects.requireNonNull(bind, "bind"),
                Objects.requireNonNull(head, "head"));
        exchange.tell(told -> told.begun(exchange));
        return exchange;
    }

    // For adapters.

    /** This was decided. */
    public void decided(Decision decision) {
        origin = decision.origin();
        tell(told -> told.decided(this, decision));
    }

    /** A try at this endpoint begins. */
    public void tried(Forward forward) {
        tries++;
        backend = forward.backend();
        endpoint = forward.endpoint();
        tell(told -> told.tried(this, forward));
    }

    /** The try that began last brought no whole answer. */
    public void failed(Forward forward, TryFault fault) {
        tell(told -> told.failed(this, forward, fault));
    }

    /** So many bytes of the request's content came. */
    public void received(long bytes) {
        received.addAndGet(bytes);
    }

    /** So many bytes of the answer's content were written. */
    public void sent(long bytes) {
        sent.addAndGet(bytes);
    }

    /** The final answer, or that of a switch of protocols, has this status. */
    public void answered(int answer) {
        status = answer;
    }

    /**
     * It is over; a second call does nothing.
     *
     * @param whole whether the answer was written to its end
     */
    public void ended(boolean whole) {
        if (over) {
            return;
        }
        over = true;
        complete = whole;
        durationNanos = System.nanoTime() - beginNanos;
        tell(told -> told.ended(this));
    }

    private void tell(Consumer<ExchangeObserver> call) {
        ExchangeObservers.tell(observer, call);
    }

    // For observers.

    /** Where it arrived. */
    public Bind bind() {
        return bind;
    }

    /** What the client asked. */
    public Head head() {
        return head;
    }

    /** When the head of the request was there. */
    public Instant begin() {
        return begin;
    }

    /** The rule that decided; null where none did, or nothing is decided yet. Its text has as few values as there are rules. */
    public @Nullable Origin origin() {
        return origin;
    }

    /** The Service's port of the last try; null where there was none. */
    public @Nullable ServiceBackend backend() {
        return backend;
    }

    /** The endpoint of the last try; null where there was none. */
    public @Nullable Endpoint endpoint() {
        return endpoint;
    }

    /** How many tries have begun. */
    public int tries() {
        return tries;
    }

    /** Of the answer; 0 where none has begun. */
    public int status() {
        return status;
    }

    /** Whether the answer was written to its end. */
    public boolean isComplete() {
        return complete;
    }

    /** Bytes of the request's content so far. */
    public long bytesReceived() {
        return received.get();
    }

    /** Bytes of the answer's content so far; of a tunnel none are counted. */
    public long bytesSent() {
        return sent.get();
    }

    /** From the head of the request to the end; zero before that. */
    public Duration duration() {
        return Duration.ofNanos(durationNanos);
    }
}
