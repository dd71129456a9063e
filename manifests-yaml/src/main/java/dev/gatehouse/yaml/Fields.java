package dev.gatehouse.yaml;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document that knows the line of each of its keys; in the order of the document, immutable. The lines are held
 * here and not beside the document, so that they cost four bytes a field.
 */
final class Fields extends AbstractMap<String, @Nullable Object> {
    // Up to here a scan is as fast as a hash and needs no table; nearly all objects of manifests are smaller.
    private static final int SCANNED = 8;

    private final String[] keys;
    private final @Nullable Object[] values;
    private final int[] lines;
    private final @Nullable Map<String, Integer> ordinals;

    private Fields(String[] keys, @Nullable Object[] values, int[] lines, @Nullable Map<String, Integer> ordinals) {
        this.keys = keys;
        this.values = values;
        this.lines = lines;
        this.ordinals = ordinals;
    }

    /** The line of a key in its chunk's file, or 0 where it is absent. */
    int line(String key) {
        int ordinal = ordinal(key);
        return ordinal < 0 ? 0 : lines[ordinal];
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int ordinal = ordinal(key);
        return ordinal < 0 ? null : values[ordinal];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return ordinal(key) >= 0;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }

    private int ordinal(@Nullable Object key) {
        if (ordinals != null) {
            return ordinals.getOrDefault(key, -1);
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < keys.length;
        }

        @Override
        public Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry<String, @Nullable Object> entry = new SimpleImmutableEntry<>(keys[next], values[next]);
            next++;
            return entry;
        }
    }

    /** An object that is being read. */
    static final class Builder {
        private String[] keys = new String[SCANNED];
        private @Nullable Object[] values = new Object[SCANNED];
        private int[] lines = new int[SCANNED];
        private int size;
        private @Nullable Map<String, Integer> ordinals;

        /** The line of a key that is there already, or 0. */
        int line(String key) {
            int ordinal = ordinal(key);
            return ordinal < 0 ? 0 : lines[ordinal];
        }

        /** Sets a key; one that is there keeps its place. */
        void put(String key, @Nullable Object value, int line) {
            int known = ordinal(key);
            int ordinal = known < 0 ? add(key) : known;
            values[ordinal] = value;
            lines[ordinal] = line;
        }

        private int add(String key) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
                lines = Arrays.copyOf(lines, 2 * size);
            }
            keys[size] = key;
            if (ordinals != null) {
                ordinals.put(key, size);
            } else if (size == SCANNED) {
                ordinals = new HashMap<>();
                for (int i = 0; i <= size; i++) {
                    ordinals.put(keys[i], i);
                }
            }
            return size++;
        }

        private int ordinal(String key) {
            if (ordinals != null) {
                return ordinals.getOrDefault(key, -1);
            }
            for (int i = 0; i < size; i++) {
                if (keys[i].equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        Fields build() {
            return new Fields(
                    Arrays.copyOf(keys, size), Arrays.copyOf(values, size), Arrays.copyOf(lines, size), ordinals);
        }
    }
}
