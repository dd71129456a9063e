package dev.gatehouse.routing.table;

/** What a {@link HashIndex} holds: something with a text and the key of it. Immutable. */
abstract class HashedNode {
    /** By {@link Hashing#key}. */
    final long key;

    final String text;

    HashedNode(Hashing hashing, String text) {
        this.key = hashing.key(text);
        this.text = text;
    }

    /** The same with the key of another hash. */
    abstract HashedNode under(Hashing hashing);
}
