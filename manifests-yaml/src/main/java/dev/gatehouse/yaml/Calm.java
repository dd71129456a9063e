package dev.gatehouse.yaml;

/** When what comes bit by bit has come: when nothing more has for a while. For one thread at a time. */
final class Calm {
    private final long longest;
    private boolean waits;
    private long last;
    private long until;

    /** @param longest how many nanoseconds it waits at most, from the first bit on */
    Calm(long longest) {
        this.longest = longest;
    }

    /** Something came: nothing more must, for so many nanoseconds. */
    void disturb(long nanoseconds) {
        long now = System.nanoTime();
        last = waits ? last : now + longest;
        until = last - now < nanoseconds ? last : now + nanoseconds;
        waits = true;
    }

    /** Nanoseconds until it is over where nothing more comes; as many as there can be where nothing has come. */
    long left() {
        return waits ? until - System.nanoTime() : Long.MAX_VALUE;
    }

    /**
     * Whether what came is all.
     *
     * @param quiet whether nothing else has come just now
     */
    boolean isOver(boolean quiet) {
        return waits && System.nanoTime() - (quiet ? until : last) >= 0;
    }

    /** Nothing has come. */
    void end() {
        waits = false;
    }
}
