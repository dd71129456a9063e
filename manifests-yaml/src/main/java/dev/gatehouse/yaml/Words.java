package dev.gatehouse.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Keeps words that stand in document after document, {@code metadata} or the name of a Gateway, in memory once. It holds a bounded number of the
 * last ones; one that it has lost is held twice, and that is all. Safe for any number of threads, which may each see other words.
 */
final class Words {
    private static final int LONGEST = 64;
    private static final int SLOTS = 4096;
    private static final @Nullable String[] KNOWN = new String[SLOTS];

    private Words() {}

    /** An equal text. */
    static String shared(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 12) & SLOTS - 1;
        String known = KNOWN[slot];
        if (text.equals(known)) {
            return known;
        }
        KNOWN[slot] = text;
        return text;
    }
}
