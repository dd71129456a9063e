package dev.gatehouse.jmh;

import org.jspecify.annotations.Nullable;

/** A matcher that is measured. */
@FunctionalInterface
interface Finder {
    /** What takes a request; null for nothing. */
    @Nullable
    Object find(Lookup lookup);
}
