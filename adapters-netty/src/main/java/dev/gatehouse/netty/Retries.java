package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.RetryPolicy;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tries of one request: how many are left, and where they went ({@code HTTPRouteRetry}, GEP-1731). */
final class Retries {
    private final @Nullable RetryPolicy policy;
    private final boolean repeatable;
    private final EventExecutor executor;
    private @Nullable Set<Endpoint> tried;
    private int made;

    Retries(Forward forward, ClientRequest from, EventExecutor executor) {
        this.policy = forward.retry();
        this.repeatable = !from.asksForTunnel();
        this.executor = executor;
    }

    /** A duration that a route sets; null where there is none, or it is zero, which says that there shall be none. */
    static @Nullable Duration positive(@Nullable Duration duration) {
        return duration == null || duration.isZero() ? null : duration;
    }

    /** Whether there may be another try at all, so that the content is worth keeping. */
    boolean mayFollow() {
        return policy != null && repeatable && made < policy.attempts();
    }

    /** Whether there may be another now. */
    boolean left() {
        return mayFollow();
    }

    /** Whether this is not the first. */
    boolean isAgain() {
        return made > 0;
    }

    /** Whether an answer with this status is worth another try. */
    boolean isListed(int status) {
        return policy != null && policy.codes().contains(status);
    }

    /** The least wait before the next. */
    Duration backoff() {
        return policy == null ? Duration.ZERO : policy.backoff();
    }

    /** Where it went so far, with this one. */
    Set<Endpoint> tried(Endpoint endpoint) {
        Set<Endpoint> all = tried == null ? new HashSet<>(2) : tried;
        tried = all;
        all.add(endpoint);
        return all;
    }

    // A try that is no longer wanted finds out by itself.
    @SuppressWarnings("FutureReturnValueIgnored")
    void later(Duration wait, Runnable next) {
        made++;
        executor.schedule(next, wait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
