package dev.gatehouse.jmh;

/**
 * How often which value was met, true to two percent however many there are: values below 64 are kept apart, and above them 32 parts between one power of
 * two and the next. For one thread at a time.
 */
final class Percentiles {
    private static final int BITS = 5;
    private static final int PARTS = 1 << BITS;

    private final long[] counts = new long[PARTS * (Long.SIZE - BITS)];
    private long count;
    private long largest;

    /** Not negative. */
    void add(long value) {
        counts[place(value)]++;
        count++;
        largest = Math.max(largest, value);
    }

    long count() {
        return count;
    }

    long largest() {
        return largest;
    }

    /** What no more than this part of the values is below, such as 0.5 for the median; 0 where there is none. */
    long at(double part) {
        long left = (long) (part * count);
        for (int place = 0; place < counts.length; place++) {
            left -= counts[place];
            if (left < 0) {
                return Math.min(value(place), largest);
            }
        }
        return largest;
    }

    private static int place(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value));
        return shift * PARTS + (int) (value >>> shift);
    }

    /** The middle of what lies at a place. */
    private static long value(int place) {
        int shift = Math.max(0, place / PARTS - 1);
        return ((place - (long) shift * PARTS) << shift) + (1L << shift >> 1);
    }
}
