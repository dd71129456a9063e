package dev.gatehouse.netty;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts flows of datagrams over all ports. Safe for any number of threads. */
final class DatagramCounters {
    final LongAdder unreachable = new LongAdder();
    final LongAdder dropped = new LongAdder();
    private final LongAdder sessions = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();

    /** Counts a session; false where there are as many as there may be. */
    boolean begin(int most) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        sessions.increment();
        return true;
    }

    void end() {
        open.decrementAndGet();
    }

    DatagramCounts now() {
        return new DatagramCounts(sessions.sum(), open.get(), unreachable.sum(), dropped.sum());
    }
}
