package dev.gatehouse.yaml;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list of a document that knows the line of each of its elements. Immutable. */
final class Items extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] values;
    private final int[] lines;

    private Items(@Nullable Object[] values, int[] lines) {
        this.values = values;
        this.lines = lines;
    }

    int line(int index) {
        return lines[index];
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    /** A list that is being read. */
    static final class Builder {
        private final List<@Nullable Object> values = new ArrayList<>();
        private final List<Integer> lines = new ArrayList<>();

        int size() {
            return values.size();
        }

        void add(@Nullable Object value, int line) {
            values.add(value);
            lines.add(line);
        }

        Items build() {
            return new Items(
                    values.toArray(), lines.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
