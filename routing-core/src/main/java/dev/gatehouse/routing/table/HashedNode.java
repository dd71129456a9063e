package dev.gatehouse.routing.table;

/** What a {@link HashIndex} holds: something with a text and the key of it. Immutable. */
abstract class HashedNode {
    /** By {@link TextHash#key}. */
    final long key;

    final String text;

    HashedNode(TextHash hashing, String text) {
        this.key = hashing.key(hashing.of(text));
        this.text = text;
    }

    /** The same with the key of another hash. */
    abstract HashedNode under(TextHash hashing);
}
