package dev.gatehouse.routing.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A hash of a text's length and of two, four or eight of its characters, which are enough to tell a few texts from each other: it costs the same
 * for each text, whatever its length.
 *
 * <p>The places of the characters are counted from the end, so that what stands before a text does not matter, and are one byte each of a {@code long}.
 * A text that is shorter than a place has its first character there. Sums of products with numbers that are drawn for each process: which
 * texts share a slot cannot be known from outside.
 */
final class Sample implements Hashing {
    /** No places: the texts need more than these. */
    static final long NONE = 0;

    /** The last character, eight times: it is always among them. */
    private static final long LAST = 0x01_01_01_01_01_01_01_01L;

    private static final SplittableRandom RANDOM = new SplittableRandom();
    private static final long LENGTH = RANDOM.nextLong() | 1;
    private static final long ODD_0 = RANDOM.nextLong() | 1;
    private static final long ODD_1 = RANDOM.nextLong() | 1;
    private static final long ODD_2 = RANDOM.nextLong() | 1;
    private static final long ODD_3 = RANDOM.nextLong() | 1;
    private static final long ODD_4 = RANDOM.nextLong() | 1;
    private static final long ODD_5 = RANDOM.nextLong() | 1;
    private static final long ODD_6 = RANDOM.nextLong() | 1;
    private static final long ODD_7 = RANDOM.nextLong() | 1;

    private final long places;

    private Sample(long places) {
        this.places = places;
    }

    /** One that gives each of these texts another key; null where eight characters do not suffice. */
    static @Nullable Sample telling(Collection<String> texts) {
        long places = places(texts);
        return places == NONE ? null : new Sample(places);
    }

    @Override
    public long places() {
        return places;
    }

    @Override
    public long key(String text) {
        return key(places, text, 0, text.length());
    }

    /** The key of the characters from {@code from} to {@code to}. */
    static long key(long places, String text, int from, int to) {
        if (from == to) {
            return 0;
        }
        long key = (to - from) * LENGTH + at(text, from, to, places) * ODD_0 + at(text, from, to, places >>> 8) * ODD_1;
        if (places >>> 16 == LAST >>> 16) {
            return key;
        }
        key += at(text, from, to, places >>> 16) * ODD_2 + at(text, from, to, places >>> 24) * ODD_3;
        return places >>> 32 == LAST >>> 32
                ? key
                : key
                        + at(text, from, to, places >>> 32) * ODD_4
                        + at(text, from, to, places >>> 40) * ODD_5
                        + at(text, from, to, places >>> 48) * ODD_6
                        + at(text, from, to, places >>> 56) * ODD_7;
    }

    private static char at(String text, int from, int to, long place) {
        return text.charAt(Math.max(from, to - ((int) place & 0xFF)));
    }

    private static long places(Collection<String> texts) {
        String[] slots = new String[Integer.highestOneBit(Math.max(1, texts.size()) * 4 - 1)];
        long places = LAST;
        int known = 1;
        for (Iterator<String> left = texts.iterator(); left.hasNext(); ) {
            String text = left.next();
            String twin = put(text, places, slots);
            if (twin != null) {
                int place = difference(text, twin);
                if (place == 0 || known == Long.BYTES) {
                    return NONE;
                }
                int shift = known * Byte.SIZE;
                places = (places & ~(0xFFL << shift)) | ((long) place << shift);
                known++;
                Arrays.fill(slots, null);
                left = texts.iterator();
            }
        }
        return places;
    }

    /** Another text with the same key that is there already; null where there is none, and this one was put in. */
    private static @Nullable String put(String text, long places, @Nullable String[] slots) {
        long key = key(places, text, 0, text.length());
        int slot = (int) (key >>> 32) & (slots.length - 1);
        for (String other = slots[slot]; other != null; other = slots[slot]) {
            if (key(places, other, 0, other.length()) == key) {
                return other;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = text;
        return null;
    }

    /** How far from the end two texts differ first; 0 where that is too far, or their length differs. */
    private static int difference(String text, String other) {
        int length = text.length();
        if (other.length() == length) {
            for (int place = 1; place <= Math.min(length, 0xFF); place++) {
                if (text.charAt(length - place) != other.charAt(length - place)) {
                    return place;
                }
            }
        }
        return 0;
    }
}
