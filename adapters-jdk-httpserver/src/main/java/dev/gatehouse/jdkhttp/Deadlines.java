package dev.gatehouse.jdkhttp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks after every {@link Wait}, on one thread that sleeps while there is none. */
final class Deadlines implements AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final Thread thread = Threads.daemon("gatehouse-deadlines", this::watch);
    private volatile boolean asleep;
    private volatile boolean closed;

    void start() {
        thread.start();
    }

    void add(Wait wait) {
        waits.add(wait);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void remove(Wait wait) {
        waits.remove(wait);
    }

    private void watch() {
        while (!closed) {
            if (waits.isEmpty()) {
                asleep = true;
                if (waits.isEmpty() && !closed) {
                    LockSupport.park(this);
                }
                asleep = false;
            }
            LockSupport.parkNanos(this, TICK);
            long now = System.nanoTime();
            waits.forEach(wait -> wait.expire(now));
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
