package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several entries, asked one after the other. */
final class RankedEntries implements Ranking {
    private final RouteEntry[] entries;

    private RankedEntries(RouteEntry[] entries) {
        this.entries = entries;
    }

    static RankedEntries of(List<RouteEntry> sorted) {
        return new RankedEntries(sorted.toArray(new RouteEntry[0]));
    }

    @Override
    public @Nullable RouteEntry first(Request request) {
        for (RouteEntry entry : entries) {
            if (entry.holds(request)) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public List<RouteEntry> entries() {
        return List.of(entries);
    }
}
