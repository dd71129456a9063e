package dev.gatehouse.routing.persistent;

import java.util.Arrays;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by text. Immutable: a change gives another map, which shares with this one all but some hundred bytes for each level of a tree that
 * is four levels deep at a million entries. Safe for any number of threads.
 *
 * <p>A hash trie: each level goes by five bits of the key's hash, and a branch has a place only for children that are there. The hash is seeded
 * for each process, so nobody who names objects can make it deep.
 */
public final class PersistentMap<V> {
    private static final int BITS = 5;
    private static final int TOP = Long.SIZE - BITS;

    private static final SplittableRandom RANDOM = new SplittableRandom();
    private static final long START = RANDOM.nextLong();
    private static final long FACTOR = RANDOM.nextLong() | 1;

    private static final PersistentMap<?> EMPTY = new PersistentMap<>(new Branch(0, new Object[0]), 0);

    private final Branch root;
    private final int size;

    private PersistentMap(Branch root, int size) {
        this.root = root;
        this.size = size;
    }

    /** @param children a {@link Branch} or an {@link Entry} for each bit that is set */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Branch(int bits, Object[] children) {}

    /** @param next another with the same hash */
    private record Entry(
            long hash, String key, Object value, @Nullable Entry next) {}

    /** A map of nothing. */
    @SuppressWarnings("unchecked") // it holds nothing
    public static <V> PersistentMap<V> empty() {
        return (PersistentMap<V>) EMPTY;
    }

    /** A map of these; of two with the same key the later counts. Takes a part of the time that it takes to put in one after the other. */
    public static <V> PersistentMap<V> of(Collection<V> values, Function<V, String> keys) {
        if (values.isEmpty()) {
            return empty();
        }
        Entry[] entries = new Entry[values.size()];
        int size = 0;
        for (V value : values) {
            String key = keys.apply(value);
            entries[size++] = new Entry(hash(key), key, value, null);
        }
        Arrays.sort(entries, (one, other) -> Long.compareUnsigned(one.hash, other.hash));
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            Entry before = distinct == 0 ? null : entries[distinct - 1];
            if (before != null && before.hash == entry.hash) {
                entries[distinct - 1] = new Entry(entry.hash, entry.key, entry.value, remove(before, entry.key));
            } else {
                entries[distinct++] = entry;
            }
        }
        return new PersistentMap<>(branch(entries, 0, distinct, TOP), count(entries, distinct));
    }

    /** Of entries in the order of their hashes, no two of which are the same. */
    private static Branch branch(Entry[] entries, int from, int to, int shift) {
        Object[] children = new Object[Math.min(to - from, 1 << BITS)];
        int count = 0;
        int bits = 0;
        for (int i = from; i < to; ) {
            int bit = bit(entries[i].hash, shift);
            int end = i + 1;
            while (end < to && bit(entries[end].hash, shift) == bit) {
                end++;
            }
            bits |= bit;
            children[count++] = end - i == 1 ? entries[i] : branch(entries, i, end, shift - BITS);
            i = end;
        }
        return new Branch(bits, count == children.length ? children : Arrays.copyOf(children, count));
    }

    private static int count(Entry[] entries, int distinct) {
        int count = 0;
        for (int i = 0; i < distinct; i++) {
            for (Entry entry = entries[i]; entry != null; entry = entry.next) {
                count++;
            }
        }
        return count;
    }

    /** How many entries there are. */
    public int size() {
        return size;
    }

    /** The value for this key, or null. */
    @SuppressWarnings("unchecked") // only values of type V are put in
    public @Nullable V get(String key) {
        long hash = hash(key);
        Branch branch = root;
        for (int shift = TOP; ; shift -= BITS) {
            int bit = bit(hash, shift);
            if ((branch.bits & bit) == 0) {
                return null;
            }
            Object child = branch.children[index(branch, bit)];
            if (child instanceof Entry entry) {
                Entry found = find(entry, hash, key);
                return found == null ? null : (V) found.value;
            }
            branch = (Branch) child;
        }
    }

    /** With this value for this key, instead of another where there is one. */
    public PersistentMap<V> with(String key, V value) {
        Entry entry = new Entry(hash(key), key, value, null);
        return new PersistentMap<>(with(root, entry, TOP), get(key) == null ? size + 1 : size);
    }

    /** Without a value for this key. */
    public PersistentMap<V> without(String key) {
        return get(key) == null ? this : new PersistentMap<>(without(root, hash(key), key, TOP), size - 1);
    }

    /** Calls {@code each} with every value, in no particular order. */
    @SuppressWarnings("unchecked") // only values of type V are put in
    public void forEach(Consumer<? super V> each) {
        entries(root, entry -> each.accept((V) entry.value));
    }

    /**
     * Calls {@code each} with every key for which not both maps have the same object, in no particular order. Where one of them was made from the other, or both
     * from a third, it costs time in proportion to what was changed since; otherwise to all that is in both.
     */
    public void differences(PersistentMap<?> other, Consumer<? super String> each) {
        differences(root, other.root, other, each);
    }

    @SuppressWarnings("ReferenceEquality") // what both share is the same object
    private void differences(Branch own, Branch others, PersistentMap<?> other, Consumer<? super String> each) {
        if (own == others) {
            return;
        }
        for (int bits = own.bits | others.bits; bits != 0; bits &= bits - 1) {
            int bit = Integer.lowestOneBit(bits);
            Object one = child(own, bit);
            Object two = child(others, bit);
            if (one instanceof Branch deeper && two instanceof Branch otherDeeper) {
                differences(deeper, otherDeeper, other, each);
            } else if (one != two) {
                entries(one, entry -> {
                    if (other.get(entry.key) != entry.value) {
                        each.accept(entry.key);
                    }
                });
                entries(two, entry -> {
                    if (get(entry.key) == null) {
                        each.accept(entry.key);
                    }
                });
            }
        }
    }

    private static @Nullable Object child(Branch branch, int bit) {
        return (branch.bits & bit) == 0 ? null : branch.children[index(branch, bit)];
    }

    private static void entries(@Nullable Object child, Consumer<Entry> each) {
        if (child instanceof Branch branch) {
            for (Object deeper : branch.children) {
                entries(deeper, each);
            }
        } else {
            for (Entry entry = (Entry) child; entry != null; entry = entry.next) {
                each.accept(entry);
            }
        }
    }

    private static Branch with(Branch branch, Entry entry, int shift) {
        int bit = bit(entry.hash, shift);
        int index = index(branch, bit);
        if ((branch.bits & bit) == 0) {
            Object[] children = new Object[branch.children.length + 1];
            System.arraycopy(branch.children, 0, children, 0, index);
            children[index] = entry;
            System.arraycopy(branch.children, index, children, index + 1, branch.children.length - index);
            return new Branch(branch.bits | bit, children);
        }
        Object child = branch.children[index];
        if (child instanceof Branch deeper) {
            return with(branch, index, with(deeper, entry, shift - BITS));
        }
        Entry old = (Entry) child;
        if (old.hash == entry.hash) {
            return with(branch, index, new Entry(entry.hash, entry.key, entry.value, remove(old, entry.key)));
        }
        Branch both = new Branch(bit(old.hash, shift - BITS), new Object[] {old});
        return with(branch, index, with(both, entry, shift - BITS));
    }

    private static Branch with(Branch branch, int index, Object child) {
        Object[] children = branch.children.clone();
        children[index] = child;
        return new Branch(branch.bits, children);
    }

    /** Of a key that is there. A branch that is left with one entry stays a branch. */
    private static Branch without(Branch branch, long hash, String key, int shift) {
        int bit = bit(hash, shift);
        int index = index(branch, bit);
        Object child = branch.children[index];
        Object left =
                child instanceof Branch deeper ? without(deeper, hash, key, shift - BITS) : remove((Entry) child, key);
        if (left != null && !(left instanceof Branch empty && empty.bits == 0)) {
            return with(branch, index, left);
        }
        Object[] children = Arrays.copyOf(branch.children, branch.children.length - 1);
        System.arraycopy(branch.children, index + 1, children, index, children.length - index);
        return new Branch(branch.bits & ~bit, children);
    }

    private static @Nullable Entry find(Entry first, long hash, String key) {
        for (Entry entry = first; entry != null && entry.hash == hash; entry = entry.next) {
            if (entry.key.equals(key)) {
                return entry;
            }
        }
        return null;
    }

    private static @Nullable Entry remove(@Nullable Entry first, String key) {
        if (first == null) {
            return null;
        }
        return first.key.equals(key)
                ? first.next
                : new Entry(first.hash, first.key, first.value, remove(first.next, key));
    }

    /** From the highest bits on, which depend on every character. After the last there are no two hashes that differ. */
    private static int bit(long hash, int shift) {
        return 1 << (int) ((shift >= 0 ? hash >>> shift : hash << -shift) & 31);
    }

    private static int index(Branch branch, int bit) {
        return Integer.bitCount(branch.bits & (bit - 1));
    }

    private static long hash(String key) {
        long hash = START;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash + key.charAt(i)) * FACTOR;
        }
        return hash ^ hash >>> 32;
    }
}
