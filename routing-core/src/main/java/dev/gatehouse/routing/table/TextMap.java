package dev.gatehouse.routing.table;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A map that is asked with a part of a text, without cutting it out. Immutable. Open addressing with linear probing, at most half full.
 */
final class TextMap<V> {
    /** Unknown to who writes routes and to who sends requests: see the package's words on collisions. */
    private static final int SEED = new SplittableRandom().nextInt();

    private static final TextMap<?> EMPTY = new TextMap<>(Map.of());

    private final @Nullable String[] keys;
    private final @Nullable Object[] values;
    private final int mask;

    private TextMap(Map<String, V> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size()) * 4 - 1);
        this.keys = new String[capacity];
        this.values = new Object[capacity];
        this.mask = capacity - 1;
        entries.forEach((key, value) -> {
            int slot = hash(key, 0, key.length()) & mask;
            while (keys[slot] != null) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = key;
            values[slot] = value;
        });
    }

    @SuppressWarnings("unchecked") // it holds nothing
    static <V> TextMap<V> of(Map<String, V> entries) {
        return entries.isEmpty() ? (TextMap<V>) EMPTY : new TextMap<>(entries);
    }

    /** The value for the characters from {@code from} to {@code to} of {@code text}, or null. */
    @SuppressWarnings("unchecked") // only the constructor writes values
    @Nullable
    V get(String text, int from, int to) {
        int length = to - from;
        int slot = hash(text, from, to) & mask;
        String key = keys[slot];
        while (key != null) {
            if (key.length() == length && text.startsWith(key, from)) {
                return (V) values[slot];
            }
            slot = (slot + 1) & mask;
            key = keys[slot];
        }
        return null;
    }

    @SuppressWarnings("unchecked") // only the constructor writes values
    List<V> values() {
        return IntStream.range(0, keys.length)
                .filter(slot -> keys[slot] != null)
                .boxed()
                .sorted((one, other) -> keyAt(one).compareTo(keyAt(other)))
                .map(slot -> (V) values[slot])
                .toList();
    }

    private String keyAt(int slot) {
        String key = keys[slot];
        return key == null ? "" : key;
    }

    private static int hash(String text, int from, int to) {
        int hash = SEED;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash ^ (hash >>> 16);
    }
}
