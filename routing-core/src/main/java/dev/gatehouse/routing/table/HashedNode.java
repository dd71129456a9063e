package dev.gatehouse.routing.table;

/** What a {@link HashIndex} holds: something with a text and the key of it. Immutable. */
abstract class HashedNode {
    /** By {@link Hashing#key}. */
    final long key;

    /**
     * A copy that nobody else has: collectors put what only one object refers to next to it, and a text that belongs to a manifest too would be
     * another miss of the cache for each request.
     */
    final String text;

    HashedNode(Hashing hashing, String text) {
        this.key = hashing.key(text);
        this.text = String.valueOf(text.toCharArray());
    }

    /** The same with the key of another hash. */
    abstract HashedNode under(Hashing hashing);
}
