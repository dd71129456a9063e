package dev.gatehouse.routing.table;

import java.util.Collection;

/** How the texts of a {@link HashIndex} become keys. */
sealed interface Hashing permits Sample, TextHash {
    /** Of more texts than these no {@link Sample} is taken: it has to be made anew by changes that it does not tell apart, and gains nothing there. */
    int FEW = 64;

    /** No two texts of an index have the same, unless it has {@link HashIndex#twins}. */
    long key(String text);

    /** The {@link Sample#key places of the characters} where it looks at some only; {@link Sample#NONE} where it is a {@link TextHash}. */
    long places();

    /** Of a few texts that some of their characters tell apart a {@link Sample}, else {@link TextHash#PLAIN}. */
    static Hashing of(Collection<String> texts) {
        Sample sample = texts.size() <= FEW ? Sample.telling(texts) : null;
        return sample == null ? TextHash.PLAIN : sample;
    }
}
