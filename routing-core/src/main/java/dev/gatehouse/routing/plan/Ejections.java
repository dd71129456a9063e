package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** Leaves endpoints out for a while that fail again and again. */
final class Ejections implements LeavingOut.Reason {
    private static final int MOST_TIMES_LONGER = 10;

    private final int failures;
    private final long pause;
    private final LongSupplier nanoTime;
    private final EjectionObserver observer;
    private final ConcurrentMap<Endpoint, Health> ailing = new ConcurrentHashMap<>();

    Ejections(int failures, Duration pause, LongSupplier nanoTime, EjectionObserver observer) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures: " + failures + " (expected: >= 1)");
        }
        this.failures = failures;
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
        this.observer = observer;
    }

    /**
     * An endpoint whose last request failed.
     *
     * @param inRow failures since it answered last, or since it came back
     * @param times how often it was left out since it answered last
     * @param until when it comes back; meaningless where {@code times} is 0
     */
    private record Health(int inRow, int times, long until) {
        static final Health NONE = new Health(0, 0, 0);

        boolean isOut(long now) {
            return times > 0 && now - until < 0;
        }
    }

    @Override
    public boolean isOfNone(ServiceBackend backend) {
        return ailing.isEmpty();
    }

    @Override
    public boolean isOut(ServiceBackend backend, Endpoint endpoint) {
        Health health = ailing.get(endpoint);
        return health != null && health.isOut(nanoTime.getAsLong());
    }

    @Override
    public void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {
        if (outcome == Outcome.ANSWERED) {
            Health before = ailing.isEmpty() ? null : ailing.remove(endpoint);
            if (before != null && before.times > 0) {
                observer.answering(backend, endpoint);
            }
        } else if (outcome != Outcome.ABANDONED) {
            long now = nanoTime.getAsLong();
            long[] pause = new long[1];
            ailing.compute(endpoint, (key, health) -> {
                Health before = health == null ? Health.NONE : health;
                Health after = before.isOut(now) ? before : failed(before, now);
                pause[0] = !before.isOut(now) && after.isOut(now) ? after.until - now : 0;
                return after;
            });
            if (pause[0] > 0) {
                EndpointStateEvent.tell(backend, endpoint, "EJECTED", outcome.name());
                observer.leftOut(backend, endpoint, Duration.ofNanos(pause[0]));
            }
        }
    }

    /** What was under way when an endpoint was left out tells nothing new, so this is of one that is not. */
    private Health failed(Health before, long now) {
        int inRow = before.inRow + 1;
        // One that has come back is on trial: its first failure is enough.
        if (inRow < failures && before.times == 0) {
            return new Health(inRow, 0, 0);
        }
        int times = before.times + 1;
        return new Health(0, times, now + pause * Math.min(times, MOST_TIMES_LONGER));
    }
}
