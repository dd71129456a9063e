package dev.gatehouse.tls.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A task that is done again and again, on a thread of its own that keeps no program alive. */
final class Rounds implements AutoCloseable {
    private final Runnable task;
    private final Duration period;
    private final Thread thread = new Thread(this::run, "gatehouse-certificates");

    private Rounds(Runnable task, Duration period) {
        this.task = task;
        this.period = period;
        thread.setDaemon(true);
    }

    /** The first time is one period from now. */
    static Rounds of(Runnable task, Duration period) {
        Rounds rounds = new Rounds(task, period);
        rounds.thread.start();
        return rounds;
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(period.toNanos());
                task.run();
            }
        } catch (InterruptedException e) {
            // Closed.
            return;
        }
    }

    /** No round begins after this; one that is under way goes on to its end. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
