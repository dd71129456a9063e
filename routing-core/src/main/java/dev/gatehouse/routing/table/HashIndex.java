package dev.gatehouse.routing.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Nodes by their text, asked for by its hash. Immutable: a change gives another index, which shares with this one all but a few kilobytes,
 * however many nodes there are.
 *
 * <p><b>How it lies in memory.</b> An open-addressed table, between a quarter and a half full, so that a look-up nearly always touches one slot and
 * one node. Where there are more nodes than {@link #MOST}, there is a directory of such tables; one that overflows is split in two by the
 * next bit of the key, and only when no bit is left the directory doubles (extendible hashing).
 *
 * <p><b>Twins.</b> A few texts are hashed by a {@link Sample} where that tells them apart, and others by {@link TextHash#PLAIN}. Should two have
 * the same hash, the index is made anew with another sample or {@link TextHash#PLAIN}, and at last with {@link TextHash#KEYED}, once and for all: so nobody
 * can make a table slow by texts that he has chosen.
 */
final class HashIndex<N extends HashedNode> {
    /** How many nodes one table has at most; so large is what a change copies. */
    static final int MOST = 512;

    /** Which bits of the key choose the slot, and which the table. */
    private static final int SLOT_SHIFT = 32;

    private static final int TABLE_SHIFT = 44;

    private static final int TAG_SHIFT = 56;

    private static final HashedNode[] NO_NODES = {};
    private static final byte[] NO_TAGS = {};

    private final Hashing hashing;
    private final int size;
    private final HashedNode[] nodes;

    /** For each slot some bits of the key of its node; 0 where it is empty. */
    private final byte[] tags;

    /** Null where this is the only table, or one of a directory. */
    private final HashIndex<N> @Nullable [] directory;

    /** How many bits of the key the nodes of this table have in common with each other; of a directory: how many it goes by. */
    private final int depth;

    private final boolean twins;

    private HashIndex(
            Hashing hashing,
            int size,
            int depth,
            boolean twins,
            HashedNode[] nodes,
            byte[] tags,
            HashIndex<N> @Nullable [] directory) {
        this.hashing = hashing;
        this.size = size;
        this.twins = twins;
        this.depth = depth;
        this.nodes = nodes;
        this.tags = tags;
        this.directory = directory;
    }

    /** The index of these nodes, no two of which have the same text, under the {@link Hashing#of} their texts. */
    static <N extends HashedNode> HashIndex<N> of(Hashing hashing, List<N> nodes) {
        return index(hashing, nodes).withoutTwins();
    }

    private static <N extends HashedNode> HashIndex<N> index(Hashing hashing, List<N> nodes) {
        if (nodes.size() <= MOST) {
            return table(hashing, nodes, 0);
        }
        int depth = Integer.SIZE - Integer.numberOfLeadingZeros((nodes.size() - 1) / (MOST * 3 / 4));
        List<List<N>> parts = new ArrayList<>();
        for (int i = 0; i < 1 << depth; i++) {
            parts.add(new ArrayList<>());
        }
        nodes.forEach(node -> parts.get(place(node.key, depth)).add(node));
        HashIndex<N>[] directory = directory(1 << depth);
        Arrays.setAll(directory, i -> table(hashing, parts.get(i), depth));
        return directory(hashing, directory, depth, nodes.size());
    }

    private static <N extends HashedNode> HashIndex<N> directory(
            Hashing hashing, HashIndex<N>[] tables, int depth, int size) {
        boolean twins = false;
        for (HashIndex<N> table : tables) {
            twins |= table.twins;
        }
        return new HashIndex<>(hashing, size, depth, twins, NO_NODES, NO_TAGS, tables);
    }

    private static <N extends HashedNode> HashIndex<N> table(Hashing hashing, List<N> nodes, int depth) {
        HashedNode[] slots = new HashedNode[Integer.highestOneBit(Math.max(1, nodes.size()) * 4 - 1)];
        byte[] tags = new byte[slots.length];
        boolean twins = false;
        for (N node : nodes) {
            twins |= insert(node, slots, tags);
        }
        return new HashIndex<>(hashing, nodes.size(), depth, twins, slots, tags, null);
    }

    @SuppressWarnings("unchecked") // a node under another hash is of the same type
    private HashIndex<N> withoutTwins() {
        boolean sample = hashing.places() != Sample.NONE;
        if (hashing == TextHash.KEYED || !(twins || (sample && size > Hashing.FEW))) {
            return this;
        }
        List<String> texts = new ArrayList<>(size);
        forEach(node -> texts.add(node.text));
        Hashing other = sample ? Hashing.of(texts) : TextHash.KEYED;
        List<N> changed = new ArrayList<>(size);
        forEach(node -> changed.add((N) node.under(other)));
        return of(other, changed);
    }

    /** Puts a node into the first empty slot; true where it passed another with the same key. */
    private static boolean insert(HashedNode node, HashedNode[] slots, byte[] tags) {
        boolean twin = false;
        int slot = slot(node.key, slots);
        while (slots[slot] != null) {
            twin |= slots[slot].key == node.key;
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = node;
        tags[slot] = tag(node.key);
        return twin;
    }

    private static int slot(long key, HashedNode[] slots) {
        return (int) (key >>> SLOT_SHIFT) & (slots.length - 1);
    }

    private static byte tag(long key) {
        return (byte) (key >>> TAG_SHIFT | 1);
    }

    private static int place(long key, int depth) {
        return (int) (key >>> TABLE_SHIFT) & ((1 << depth) - 1);
    }

    /** How many nodes there are. */
    int size() {
        return size;
    }

    /** How texts are hashed: those of nodes that are put in, and those that are asked for. */
    Hashing hashing() {
        return hashing;
    }

    /** Whether two nodes have the same key. Nobody makes that happen but who writes paths of more than a thousand characters for it. */
    boolean twins() {
        return twins;
    }

    /**
     * A node whose text has this key, or null where there is none. Whether it is the text that was meant is for the caller to see; without
     * {@link #twins} there is no other.
     */
    @Nullable
    @SuppressWarnings("unchecked") // only nodes of type N are put in
    N likely(long key) {
        return (N) likely(slotsFor(key), key);
    }

    private HashedNode[] slotsFor(long key) {
        return directory == null ? nodes : directory[place(key, depth)].nodes;
    }

    /** The slots where this is one table, for {@link #likely(HashedNode[], long)}; null where it is a directory. */
    HashedNode @Nullable [] slots() {
        return directory == null ? nodes : null;
    }

    /** What goes with {@link #slots}. */
    byte[] tags() {
        return tags;
    }

    /** As {@link #likely(long)}, of the {@link #slots} of an index. */
    static @Nullable HashedNode likely(HashedNode[] slots, long key) {
        int slot = slot(key, slots);
        for (HashedNode node = slots[slot]; node != null; node = slots[slot]) {
            if (node.key == key) {
                return node;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    /** The same with the {@link #tags} that go with them: where most is not there, slots are left alone. */
    static @Nullable HashedNode likely(HashedNode[] slots, byte[] tags, long key) {
        byte wanted = tag(key);
        int slot = (int) (key >>> SLOT_SHIFT) & (tags.length - 1);
        for (byte tag = tags[slot]; tag != 0; tag = tags[slot]) {
            if (tag == wanted) {
                HashedNode node = slots[slot];
                if (node.key == key) {
                    return node;
                }
            }
            slot = (slot + 1) & (tags.length - 1);
        }
        return null;
    }

    /** The node of this text, or null where there is none. */
    @Nullable
    @SuppressWarnings("unchecked") // only nodes of type N are put in
    N get(String text) {
        long key = hashing.key(text);
        HashedNode[] slots = slotsFor(key);
        int slot = slot(key, slots);
        for (HashedNode node = slots[slot]; node != null; node = slots[slot]) {
            if (node.key == key && node.text.equals(text)) {
                return (N) node;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    /** Calls {@code each} with every node, in no particular order. */
    @SuppressWarnings("unchecked") // only nodes of type N are put in
    void forEach(Consumer<N> each) {
        if (directory == null) {
            for (HashedNode node : nodes) {
                if (node != null) {
                    each.accept((N) node);
                }
            }
            return;
        }
        for (int i = 0; i < directory.length; i++) {
            // A table that goes by fewer bits than the directory is there several times.
            if (i < 1 << directory[i].depth) {
                directory[i].forEach(each);
            }
        }
    }

    /** With these nodes, instead of those with the same texts where there are such, and without those of other texts. */
    HashIndex<N> with(List<N> put, List<String> gone) {
        if (directory == null && size + put.size() <= Math.min(MOST, nodes.length / 2)) {
            return changeTable(put, gone).withoutTwins();
        }
        HashIndex<N> changed = this;
        for (String text : gone) {
            changed = changed.change(text, null);
        }
        for (N node : put) {
            changed = changed.change(node.text, node);
        }
        return changed.withoutTwins();
    }

    /** In one copy of the slots, which have room for all. */
    private HashIndex<N> changeTable(List<N> put, List<String> gone) {
        HashedNode[] changed = nodes.clone();
        byte[] changedTags = tags.clone();
        int sizeAfter = size;
        boolean twin = twins;
        for (String text : gone) {
            sizeAfter -= remove(text, changed, changedTags) ? 1 : 0;
        }
        for (N node : put) {
            sizeAfter += remove(node.text, changed, changedTags) ? 0 : 1;
            twin |= insert(node, changed, changedTags);
        }
        HashIndex<N> after = new HashIndex<>(hashing, sizeAfter, depth, twin, changed, changedTags, null);
        if (sizeAfter >= changed.length / 16) {
            return after;
        }
        List<N> all = new ArrayList<>(sizeAfter);
        after.forEach(all::add);
        return table(hashing, all, depth);
    }

    /** Takes a node out and moves those behind it that would no longer be found; false where there is none of that text. */
    private boolean remove(String text, HashedNode[] slots, byte[] tags) {
        int mask = slots.length - 1;
        long key = hashing.key(text);
        int hole = slot(key, slots);
        while (slots[hole] != null && !(slots[hole].key == key && slots[hole].text.equals(text))) {
            hole = (hole + 1) & mask;
        }
        if (slots[hole] == null) {
            return false;
        }
        for (int next = (hole + 1) & mask; slots[next] != null; next = (next + 1) & mask) {
            // How far each is from where it is looked for first.
            if (((next - slot(slots[next].key, slots)) & mask) >= ((next - hole) & mask)) {
                slots[hole] = slots[next];
                tags[hole] = tags[next];
                hole = next;
            }
        }
        slots[hole] = null;
        tags[hole] = 0;
        return true;
    }

    /** With this node, instead of one with the same text where there is one. */
    HashIndex<N> with(N node) {
        return change(node.text, node).withoutTwins();
    }

    /** Without the node of this text, if there is one. */
    HashIndex<N> without(String text) {
        return change(text, null);
    }

    private HashIndex<N> change(String text, @Nullable N node) {
        if (directory == null) {
            HashIndex<N> changed = changeTable(text, node);
            return changed.size <= MOST ? changed : split(changed, 0, directory(1), 0, changed.size);
        }
        int place = place(hashing.key(text), depth);
        HashIndex<N> before = directory[place];
        HashIndex<N> after = before.changeTable(text, node);
        int sizeAfter = size - before.size + after.size;
        HashIndex<N>[] changed = directory.clone();
        if (after.size > MOST) {
            return split(after, place, changed, depth, sizeAfter);
        }
        for (int i = place & ((1 << after.depth) - 1); i < changed.length; i += 1 << after.depth) {
            changed[i] = after;
        }
        boolean known = before.twins == after.twins;
        return known
                ? new HashIndex<>(hashing, sizeAfter, depth, twins, nodes, tags, changed)
                : directory(hashing, changed, depth, sizeAfter);
    }

    private HashIndex<N> changeTable(String text, @Nullable N node) {
        N old = get(text);
        if (node != null && old != null) {
            HashedNode[] changed = nodes.clone();
            changed[indexOf(old)] = node;
            return new HashIndex<>(hashing, size, depth, twins, changed, tags, null);
        }
        if (node != null && size < nodes.length / 2) {
            HashedNode[] changed = nodes.clone();
            byte[] changedTags = tags.clone();
            boolean twin = insert(node, changed, changedTags);
            return new HashIndex<>(hashing, size + 1, depth, twins || twin, changed, changedTags, null);
        }
        if (node == null && old == null) {
            return this;
        }
        List<N> all = new ArrayList<>(size + 1);
        forEach(each -> {
            if (each != old) {
                all.add(each);
            }
        });
        if (node != null) {
            all.add(node);
        }
        return table(hashing, all, depth);
    }

    private int indexOf(HashedNode node) {
        int slot = slot(node.key, nodes);
        while (nodes[slot] != node) {
            slot = (slot + 1) & (nodes.length - 1);
        }
        return slot;
    }

    /** Puts two tables, or more, in the places of one with too many nodes. */
    private static <N extends HashedNode> HashIndex<N> split(
            HashIndex<N> full, int place, HashIndex<N>[] directory, int depth, int size) {
        List<N> zeros = new ArrayList<>();
        List<N> ones = new ArrayList<>();
        full.forEach(node -> ((place(node.key, full.depth + 1) >>> full.depth) == 0 ? zeros : ones).add(node));
        HashIndex<N> zero = table(full.hashing, zeros, full.depth + 1);
        HashIndex<N> one = table(full.hashing, ones, full.depth + 1);
        HashIndex<N>[] grown = directory;
        int grownDepth = depth;
        if (full.depth == depth) {
            grownDepth++;
            grown = directory(directory.length * 2);
            System.arraycopy(directory, 0, grown, 0, directory.length);
            System.arraycopy(directory, 0, grown, directory.length, directory.length);
        }
        for (int i = place & ((1 << full.depth) - 1); i < grown.length; i += 1 << full.depth) {
            grown[i] = (i >>> full.depth & 1) == 0 ? zero : one;
        }
        return directory(full.hashing, grown, grownDepth, size);
    }

    @SuppressWarnings("unchecked") // there are no arrays of generic types
    private static <N extends HashedNode> HashIndex<N>[] directory(int length) {
        return (HashIndex<N>[]) new HashIndex<?>[length];
    }
}
