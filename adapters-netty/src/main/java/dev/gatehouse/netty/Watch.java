package dev.gatehouse.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One deadline that is moved often, and rarely met: moving it costs no more than a field, for the executor's own timer is left where it
 * is and looks again. For one thread, that of the executor.
 */
final class Watch {
    private final EventExecutor executor;
    private final Runnable late;
    private @Nullable ScheduledFuture<?> timer;
    private long timerDue;
    private long deadline;
    private boolean set;

    /** @param late runs when the deadline is met */
    Watch(EventExecutor executor, Runnable late) {
        this.executor = executor;
        this.late = late;
    }

    /** From now on this far away. */
    void set(Duration patience) {
        long now = System.nanoTime();
        deadline = now + patience.toNanos();
        set = true;
        if (timer == null || deadline - timerDue < 0) {
            end(timer);
            schedule(patience.toNanos());
        }
    }

    /** How far away it is; null where there is none. */
    @Nullable
    Duration left() {
        return set ? Duration.ofNanos(deadline - System.nanoTime()) : null;
    }

    /** There is none for now. */
    void clear() {
        set = false;
    }

    /** There will be none again. */
    void end() {
        set = false;
        end(timer);
        timer = null;
    }

    private static void end(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void schedule(long nanos) {
        timerDue = System.nanoTime() + nanos;
        timer = executor.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (!set) {
            return;
        }
        long left = deadline - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            set = false;
            late.run();
        }
    }
}
