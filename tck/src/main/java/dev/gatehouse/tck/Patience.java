package dev.gatehouse.tck;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something to hold, no longer than needed. */
final class Patience {
    private static final long FIRST_PAUSE = 10;
    private static final long LONGEST_PAUSE = 1_000;

    private final long deadline;
    private long pause = FIRST_PAUSE;

    private Patience(Duration most) {
        this.deadline = System.nanoTime() + most.toNanos();
    }

    static Patience of(Duration most) {
        return new Patience(most);
    }

    /** Pauses before another try, longer each time; false, and at once, where there is no time left for one. */
    boolean another() {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        boolean whole = pause(Duration.ofMillis(Math.min(pause, left)));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        return whole;
    }

    /** Whether it held in the end. */
    static boolean until(Duration most, BooleanSupplier condition) {
        Patience patience = of(most);
        while (!condition.getAsBoolean()) {
            if (!patience.another()) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Lets time pass; false where the thread was interrupted meanwhile. */
    static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
