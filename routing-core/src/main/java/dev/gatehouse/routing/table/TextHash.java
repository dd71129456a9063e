package dev.gatehouse.routing.table;

import java.util.SplittableRandom;

/**
 * A polynomial hash of characters by an odd factor: {@code hash(text + c) = hash(text) * factor + c}.
 *
 * <p>It shrinks again at both ends, since an odd factor has an inverse. So the hash of a text gives that of each of its beginnings
 * and endings for a walk over what is taken off, and no place to keep them.
 */
final class TextHash implements Hashing {
    private static final SplittableRandom RANDOM = new SplittableRandom();

    /**
     * That of {@link String#hashCode}, which JVMs from 21 on compute faster than any code in Java can, and all keep with the text. Of 32 bits; who knows it can
     * write texts that collide, and a table with two such texts goes by {@link #KEYED}.
     */
    static final TextHash PLAIN = new TextHash(31, 0xFFFF_FFFFL);

    /** That of 64 bits by a factor which is drawn for each process: nobody who writes routes can make texts collide, unless they are very long. */
    static final TextHash KEYED = new TextHash(RANDOM.nextLong() | 1, -1);

    /**
     * Drawn for each process, so that nobody knows which hashes share a slot: of a product with an odd factor any bits from the 32nd on are spread evenly
     * over all factors (multiply-shift hashing), and different hashes have different products.
     */
    private static final long SPREAD = RANDOM.nextLong() | 1;

    /** No host name that is listed is longer. */
    private static final int POWERS = 256;

    private final long factor;
    private final long factor2;
    private final long factor3;
    private final long factor4;
    private final long inverse;
    private final long mask;
    private final long[] powers = new long[POWERS];

    private TextHash(long factor, long mask) {
        this.factor = factor;
        this.factor2 = factor * factor;
        this.factor3 = factor2 * factor;
        this.factor4 = factor3 * factor;
        this.inverse = inverse(factor);
        this.mask = mask;
        powers[0] = 1;
        for (int i = 1; i < POWERS; i++) {
            powers[i] = powers[i - 1] * factor;
        }
    }

    /** The hash of a text. */
    long of(String text) {
        return this == PLAIN ? text.hashCode() : append(0, text, 0, text.length());
    }

    @Override
    public long key(String text) {
        return key(of(text));
    }

    @Override
    public long places() {
        return Sample.NONE;
    }

    /** What tables go by: no two hashes have the same. */
    long key(long hash) {
        return (hash & mask) * SPREAD;
    }

    /** Adds the characters from {@code from} to {@code to}. Four at a time, whose products do not wait for each other. */
    long append(long hash, String text, int from, int to) {
        int i = from;
        for (; i + 4 <= to; i += 4) {
            hash = hash * factor4
                    + (text.charAt(i) * factor3
                            + text.charAt(i + 1) * factor2
                            + text.charAt(i + 2) * factor
                            + text.charAt(i + 3));
        }
        for (; i < to; i++) {
            hash = hash * factor + text.charAt(i);
        }
        return hash;
    }

    /** Takes back one character that {@link #append} added. */
    long unappend(long hash, char last) {
        return (hash - last) * inverse;
    }

    /** The hash of the last {@code length} characters of a text, of its own and that of what stands before them. */
    long ending(long whole, long before, int length) {
        long power = powers[length & (POWERS - 1)];
        for (int left = length >> 8; left > 0; left--) {
            power *= powers[POWERS - 1] * factor;
        }
        return whole - before * power;
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
