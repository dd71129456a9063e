package dev.gatehouse.tls.select;

import dev.gatehouse.routing.persistent.PersistentMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by name. Immutable: a change gives another one and costs nothing that grows with the number of names, but for every so many
 * changes. What has not changed for long is in a hash map, which is the fastest to fill and to ask; what has, beside it.
 */
final class ByName<V> {
    /** As many changes as make it worthwhile to fill the hash map anew, beside a part of its size. */
    private static final int CHANGES = 64;

    private final Map<String, V> settled;
    private final PersistentMap<Changed<V>> changes;
    private final int size;

    /** @param value null: there is none any more */
    private record Changed<V>(String name, @Nullable V value) {}

    private ByName(Map<String, V> settled, PersistentMap<Changed<V>> changes, int size) {
        this.settled = settled;
        this.changes = changes;
        this.size = size;
    }

    /** @param values not to be changed after this */
    static <V> ByName<V> of(Map<String, V> values) {
        return new ByName<>(values, PersistentMap.empty(), values.size());
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    V get(String name) {
        Changed<V> changed = changes.size() == 0 ? null : changes.get(name);
        return changed != null ? changed.value : settled.get(name);
    }

    /** @param value null for none */
    ByName<V> with(String name, @Nullable V value) {
        int grown = size + (value == null ? 0 : 1) - (get(name) == null ? 0 : 1);
        ByName<V> with = new ByName<>(settled, changes.with(name, new Changed<>(name, value)), grown);
        return with.changes.size() > CHANGES + settled.size() / 4 ? with.settle() : with;
    }

    private ByName<V> settle() {
        Map<String, V> all = new HashMap<>(settled);
        changes.forEach(changed -> {
            if (changed.value == null) {
                all.remove(changed.name);
            } else {
                all.put(changed.name, changed.value);
            }
        });
        return of(all);
    }
}
