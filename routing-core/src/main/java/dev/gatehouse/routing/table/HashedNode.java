package dev.gatehouse.routing.table;

/** What a {@link HashIndex} holds: something with a key and the hash of it. Immutable. */
abstract class HashedNode {
    /** The hash of the key, by {@link TextHash}. */
    final long hash;

    HashedNode(long hash) {
        this.hash = hash;
    }

    /** Whether the other, which has the same hash, has the same key. */
    abstract boolean hasKeyOf(HashedNode other);
}
