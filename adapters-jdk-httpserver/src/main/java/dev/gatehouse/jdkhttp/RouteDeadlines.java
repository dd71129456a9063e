package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.plan.Decision.Forward;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a route allows: for the exchange as a whole, and for each try.
 *
 * @param until when the exchange must be over, by {@link System#nanoTime}; {@link Wait#NEVER} where the route says nothing
 * @param attempt for one try; null where the route says nothing
 * @param own whether the route says nothing of either, and the front end's own limits count
 */
record RouteDeadlines(long until, @Nullable Duration attempt, boolean own) {
    /** The route says nothing. */
    static final RouteDeadlines NONE = new RouteDeadlines(Wait.NEVER, null, true);

    static RouteDeadlines of(Forward forward, long start) {
        Duration whole = positive(forward.requestTimeout());
        return new RouteDeadlines(
                whole == null ? Wait.NEVER : start + whole.toNanos(),
                positive(forward.backendRequestTimeout()),
                forward.requestTimeout() == null && forward.backendRequestTimeout() == null);
    }

    private static @Nullable Duration positive(@Nullable Duration duration) {
        return duration == null || duration.isZero() ? null : duration;
    }

    /** So much of a time as is left for the exchange; never nothing. */
    Duration leave(Duration own) {
        if (until == Wait.NEVER) {
            return own;
        }
        return Duration.ofNanos(Math.max(1, Math.min(own.toNanos(), until - System.nanoTime())));
    }

    /** Whether the exchange must be over in this time from now. */
    boolean passWithin(long nanos) {
        return until != Wait.NEVER && until - System.nanoTime() <= nanos;
    }

    /** When a try that begins now must be over. */
    long attemptUntil() {
        if (attempt == null) {
            return until;
        }
        long own = System.nanoTime() + attempt.toNanos();
        return until != Wait.NEVER && until - own < 0 ? until : own;
    }
}
