package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of one place in the order in which they win. Immutable. One entry is a ranking by itself, so that the usual case costs no list. */
sealed interface Ranking permits RouteEntry, RankedEntries {
    /** The first that holds, or null. */
    @Nullable
    RouteEntry first(Request request);

    /** The first where it asks for nothing beside host and path, so that it takes every request; null otherwise. */
    @Nullable
    RouteEntry certain();

    /** All of them. */
    List<RouteEntry> entries();

    /** The ranking of these; null where there are none. */
    static @Nullable Ranking of(List<RouteEntry> entries) {
        if (entries.size() <= 1) {
            return entries.isEmpty() ? null : entries.get(0);
        }
        List<RouteEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Precedence.IN_NODE);
        return RankedEntries.of(sorted);
    }
}
