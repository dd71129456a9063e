package dev.gatehouse.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a document lie below its first line. Level by level from the document itself: those of one object or list lie side by side, so an
 * element of a list is found at once and twelve bytes for each value are enough. Immutable.
 *
 * <p>Many documents are made after one pattern and lie alike, so the small ones among the last are kept once.
 */
final class Layout {
    private static final int SMALL = 64;
    private static final int SLOTS = 1024;
    private static final @Nullable Layout[] KNOWN = new Layout[SLOTS];

    /** Null for elements of lists. */
    private final @Nullable String[] names;

    private final int[] lines;

    /** Where the values in each begin. They end where those in the next begin. */
    private final int[] within;

    private Layout(@Nullable String[] names, int[] lines, int[] within) {
        this.names = names;
        this.lines = lines;
        this.within = within;
    }

    /** @param line from which lines are counted */
    static Layout of(Fields document, int line) {
        Growing growing = new Growing();
        growing.add(null, line, document);
        for (int i = 0; i < growing.values.size(); i++) {
            growing.enter(i);
        }
        Layout layout = growing.layout(line);
        if (layout.lines.length > SMALL) {
            return layout;
        }
        int slot = layout.hashCode() & SLOTS - 1;
        Layout known = KNOWN[slot];
        if (layout.equals(known)) {
            return known;
        }
        KNOWN[slot] = layout;
        return layout;
    }

    /** The document itself is 0. */
    int line(int value) {
        return lines[value];
    }

    /** The value of this name in an object; −1 where there is none. */
    int field(int object, String name) {
        for (int i = within[object]; i < within[object + 1]; i++) {
            if (name.equals(names[i])) {
                return i;
            }
        }
        return -1;
    }

    /** An element of a list; −1 where there is none. */
    int element(int list, int index) {
        int element = within[list] + index;
        return element < within[list + 1] && names[element] == null ? element : -1;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Layout that
                && Arrays.equals(within, that.within)
                && Arrays.equals(lines, that.lines)
                && Arrays.equals(names, that.names);
    }

    @Override
    public int hashCode() {
        int hash = 31 * (31 * Arrays.hashCode(within) + Arrays.hashCode(lines)) + Arrays.hashCode(names);
        return hash ^ hash >>> 10 ^ hash >>> 20;
    }

    /** One that is being made. */
    private static final class Growing {
        private final List<@Nullable String> names = new ArrayList<>();
        private final List<@Nullable Object> values = new ArrayList<>();
        private int[] lines = new int[SMALL];
        private int[] within = new int[SMALL];

        void add(@Nullable String name, int line, @Nullable Object value) {
            int next = values.size();
            if (next == lines.length) {
                lines = Arrays.copyOf(lines, 2 * next);
                within = Arrays.copyOf(within, 2 * next);
            }
            lines[next] = line;
            names.add(name);
            values.add(value);
        }

        void enter(int value) {
            within[value] = values.size();
            Object entered = values.get(value);
            if (entered instanceof Fields fields) {
                for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
                    add(field.getKey(), fields.line(field.getKey()), field.getValue());
                }
            } else if (entered instanceof Items items) {
                for (int i = 0; i < items.size(); i++) {
                    add(null, items.line(i), items.get(i));
                }
            }
        }

        Layout layout(int first) {
            int size = values.size();
            int[] below = new int[size];
            for (int i = 0; i < size; i++) {
                below[i] = lines[i] - first;
            }
            int[] ends = Arrays.copyOf(within, size + 1);
            ends[size] = size;
            return new Layout(names.toArray(String[]::new), below, ends);
        }
    }
}
