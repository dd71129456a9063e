package dev.gatehouse.netty;

import dev.gatehouse.routing.plan.Decision.Forward;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The {@code timeouts} of a rule. Zero is none; a rule that says nothing at all leaves the front end's own. */
final class Timeouts {
    private Timeouts() {}

    /** For the whole exchange; null: none. */
    static @Nullable Duration whole(Forward forward) {
        Duration whole = positive(forward.requestTimeout());
        Duration attempt = positive(forward.backendRequestTimeout());
        return whole == null ? attempt : attempt == null || whole.compareTo(attempt) < 0 ? whole : attempt;
    }

    static boolean isFrontEndsOwn(Forward forward) {
        return forward.requestTimeout() == null && forward.backendRequestTimeout() == null;
    }

    private static @Nullable Duration positive(@Nullable Duration duration) {
        return duration == null || duration.isZero() ? null : duration;
    }
}
