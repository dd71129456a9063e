package dev.gatehouse.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How many lines of one kind may be said in a while. Safe for any number of threads. */
final class LineLimit {
    private final int most;
    private final long period;
    private final LongSupplier nanoTime;
    private long begun;
    private int lines;

    /**
     * One of which nothing is used.
     *
     * @param most lines in each {@code period}, which begins with the first of them
     */
    LineLimit(int most, Duration period, LongSupplier nanoTime) {
        this.most = most;
        this.period = period.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What becomes of a line. */
    enum Verdict {
        SAY,
        /** In its place it is to be said that there are more. */
        SAY_THAT_THERE_ARE_MORE,
        KEEP
    }

    /** Of the next line. */
    synchronized Verdict next() {
        long now = nanoTime.getAsLong();
        if (lines == 0 || now - begun >= period) {
            begun = now;
            lines = 0;
        }
        lines = Math.min(lines + 1, most + 2);
        return lines <= most ? Verdict.SAY : lines == most + 1 ? Verdict.SAY_THAT_THERE_ARE_MORE : Verdict.KEEP;
    }
}
