package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.request.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Leaves endpoints out for a while that fail again and again, as long as not too many would be left out. */
final class Ejecting implements LoadBalancer {
    private static final int MOST_TIMES_LONGER = 10;

    private final LoadBalancer among;
    private final int failures;
    private final long pause;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Endpoint, Health> ailing = new ConcurrentHashMap<>();

    Ejecting(LoadBalancer among, int failures, Duration pause, LongSupplier nanoTime) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures: " + failures + " (expected: >= 1)");
        }
        this.among = among;
        this.failures = failures;
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * An endpoint whose last request failed.
     *
     * @param inRow failures since it answered last, or since it came back
     * @param times how often it was left out since it answered last
     * @param until when it comes back; meaningless where {@code times} is 0
     */
    private record Health(int inRow, int times, long until) {}

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        return among.choose(backend, left(endpoints));
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints, Request request) {
        return among.choose(backend, left(endpoints), request);
    }

    /** All of them where more than half would be left out: then it is not the endpoints that ail. */
    private List<Endpoint> left(List<Endpoint> endpoints) {
        if (ailing.isEmpty()) {
            return endpoints;
        }
        long now = nanoTime.getAsLong();
        List<Endpoint> left = new ArrayList<>(endpoints.size());
        for (int i = 0; i < endpoints.size(); i++) {
            Health health = ailing.get(endpoints.get(i));
            if (health == null || health.times == 0 || now - health.until >= 0) {
                left.add(endpoints.get(i));
            }
        }
        return left.size() * 2 < endpoints.size() || left.isEmpty() ? endpoints : left;
    }

    @Override
    public void began(ServiceBackend backend, Endpoint endpoint) {
        among.began(backend, endpoint);
    }

    @Override
    public void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {
        among.ended(backend, endpoint, outcome);
        if (outcome == Outcome.ANSWERED) {
            if (!ailing.isEmpty()) {
                ailing.remove(endpoint);
            }
        } else if (outcome != Outcome.ABANDONED) {
            ailing.compute(endpoint, (key, health) -> failed(health));
        }
    }

    private Health failed(@Nullable Health before) {
        Health health = before == null ? new Health(0, 0, 0) : before;
        long now = nanoTime.getAsLong();
        if (health.times > 0 && now - health.until < 0) {
            // What was under way when it was left out tells nothing new.
            return health;
        }
        int inRow = health.inRow + 1;
        // One that has come back is on trial: its first failure is enough.
        if (inRow < failures && health.times == 0) {
            return new Health(inRow, 0, 0);
        }
        int times = health.times + 1;
        return new Health(0, times, now + pause * Math.min(times, MOST_TIMES_LONGER));
    }
}
