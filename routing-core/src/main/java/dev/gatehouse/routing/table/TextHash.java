package dev.gatehouse.routing.table;

import java.util.SplittableRandom;

/**
 * A polynomial hash of characters, modulo 2^64, by a factor that is drawn for each process: nobody who writes routes or sends requests can
 * make texts collide on purpose.
 *
 * <p>It grows by characters at one end and shrinks again by the same at the same end, since an odd factor has an inverse. So one walk over
 * a path gives the hash of each of its prefixes, and one walk back gives them once more, from the longest to the shortest, without
 * a place to keep them.
 */
final class TextHash {
    private static final SplittableRandom RANDOM = new SplittableRandom();

    /** The hash of no characters. */
    static final long START = RANDOM.nextLong();

    private static final long FACTOR = RANDOM.nextLong() | 1;
    private static final long FACTOR_2 = FACTOR * FACTOR;
    private static final long FACTOR_3 = FACTOR_2 * FACTOR;
    private static final long FACTOR_4 = FACTOR_3 * FACTOR;
    private static final long INVERSE = inverse(FACTOR);
    private static final long INVERSE_2 = INVERSE * INVERSE;
    private static final long INVERSE_3 = INVERSE_2 * INVERSE;
    private static final long INVERSE_4 = INVERSE_3 * INVERSE;

    private TextHash() {}

    /** Adds the characters from {@code from} to {@code to}, the first one first. Four at a time, whose products do not wait for each other. */
    static long append(long hash, String text, int from, int to) {
        int i = from;
        for (; i + 4 <= to; i += 4) {
            hash = (hash + text.charAt(i)) * FACTOR_4
                    + (text.charAt(i + 1) * FACTOR_3 + text.charAt(i + 2) * FACTOR_2 + text.charAt(i + 3) * FACTOR);
        }
        for (; i < to; i++) {
            hash = (hash + text.charAt(i)) * FACTOR;
        }
        return hash;
    }

    /** Takes back what {@link #append} added. */
    static long unappend(long hash, String text, int from, int to) {
        int i = to;
        for (; i - 4 >= from; i -= 4) {
            hash = hash * INVERSE_4
                    - (text.charAt(i - 1) * INVERSE_3 + text.charAt(i - 2) * INVERSE_2 + text.charAt(i - 3) * INVERSE)
                    - text.charAt(i - 4);
        }
        for (; i > from; i--) {
            hash = hash * INVERSE - text.charAt(i - 1);
        }
        return hash;
    }

    /** Adds the characters from {@code from} to {@code to}, the last one first. */
    static long prepend(long hash, String text, int from, int to) {
        int i = to;
        for (; i - 4 >= from; i -= 4) {
            hash = (hash + text.charAt(i - 1)) * FACTOR_4
                    + (text.charAt(i - 2) * FACTOR_3 + text.charAt(i - 3) * FACTOR_2 + text.charAt(i - 4) * FACTOR);
        }
        for (; i > from; i--) {
            hash = (hash + text.charAt(i - 1)) * FACTOR;
        }
        return hash;
    }

    /** Takes back what {@link #prepend} added. */
    static long unprepend(long hash, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            hash = hash * INVERSE - text.charAt(i);
        }
        return hash;
    }

    /** By Newton's iteration: each step doubles the number of right bits, of which an odd number is its own inverse in three. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
