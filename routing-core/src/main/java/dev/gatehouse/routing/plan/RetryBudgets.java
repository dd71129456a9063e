package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * How many retries each Service port may cost, so that retries never bring down what is only slow: a part of the requests of the last ten
 * seconds, and in any case so many in a second (as {@code XBackendTrafficPolicy.spec.retryConstraint}, GEP-3388). Safe for any number of
 * threads; what counts is not exact while a second begins.
 */
public final class RetryBudgets {
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 10;
    private static final int DEFAULT_PERCENT = 20;
    private static final int DEFAULT_PER_SECOND = 100;

    private final int percent;
    private final int perSecond;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<ServiceBackend, Budget> budgets = new ConcurrentHashMap<>();

    /** A fifth of the requests, and in any case a hundred in a second. Nothing is spent yet. */
    public RetryBudgets() {
        this(DEFAULT_PERCENT, DEFAULT_PER_SECOND);
    }

    /**
     * Nothing is spent yet.
     *
     * @param percent of all requests, 0 to 100
     * @param perSecond retries in a second that are always permitted, 0 or more
     */
    public RetryBudgets(int percent, int perSecond) {
        this(percent, perSecond, System::nanoTime);
    }

    RetryBudgets(int percent, int perSecond, LongSupplier nanoTime) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent: " + percent + " (expected: 0 to 100)");
        }
        if (perSecond < 0) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: >= 0)");
        }
        this.percent = percent;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Counts a request that is sent, a retry or not. */
    void count(ServiceBackend backend) {
        of(backend).count(nanoTime.getAsLong() / SECOND);
    }

    /** Whether one may be sent again; counts it if so. */
    boolean permit(ServiceBackend backend) {
        return of(backend).permit(nanoTime.getAsLong() / SECOND);
    }

    private Budget of(ServiceBackend backend) {
        Budget budget = budgets.get(backend);
        return budget != null ? budget : budgets.computeIfAbsent(backend, key -> new Budget());
    }

    /** A window of whole seconds. */
    private final class Budget {
        private final long[] seconds = new long[SECONDS];
        private final int[] sent = new int[SECONDS];
        private final int[] retried = new int[SECONDS];

        synchronized void count(long second) {
            sent[slot(second)]++;
        }

        synchronized boolean permit(long second) {
            int slot = slot(second);
            if (retried[slot] >= perSecond) {
                long allSent = 0;
                long allRetried = 0;
                for (int i = 0; i < SECONDS; i++) {
                    if (second - seconds[i] < SECONDS) {
                        allSent += sent[i];
                        allRetried += retried[i];
                    }
                }
                if ((allRetried + 1) * 100 > allSent * percent) {
                    return false;
                }
            }
            retried[slot]++;
            return true;
        }

        private int slot(long second) {
            int slot = (int) Math.floorMod(second, (long) SECONDS);
            if (seconds[slot] != second) {
                seconds[slot] = second;
                sent[slot] = 0;
                retried[slot] = 0;
            }
            return slot;
        }
    }
}
