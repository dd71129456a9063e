package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of one {@link PathNode} by their kind. */
final class PathRankings {
    /** Those of kind {@code Exact} without a trailing slash, with one, and those for a prefix; null for none. */
    final @Nullable Ranking exact;

    final @Nullable Ranking exactWithSlash;
    final @Nullable Ranking prefixes;

    /**
     * The first entry of {@link #exact} and of {@link #prefixes} where it asks for nothing else, and so takes every request that comes here: known
     * without touching it, which spares the memory of most entries a visit.
     */
    final @Nullable RouteEntry certainExact;

    final @Nullable RouteEntry certainPrefix;

    PathRankings(@Nullable Ranking exact, @Nullable Ranking exactWithSlash, @Nullable Ranking prefixes) {
        this.exact = exact;
        this.exactWithSlash = exactWithSlash;
        this.prefixes = prefixes;
        this.certainExact = exact == null ? null : exact.certain();
        this.certainPrefix = prefixes == null ? null : prefixes.certain();
    }

    @Nullable
    RouteEntry exact(Request request) {
        return certainExact != null ? certainExact : exact == null ? null : exact.first(request);
    }

    @Nullable
    RouteEntry exactWithSlash(Request request) {
        return exactWithSlash == null ? null : exactWithSlash.first(request);
    }

    @Nullable
    RouteEntry prefix(Request request) {
        return certainPrefix != null ? certainPrefix : prefixes == null ? null : prefixes.first(request);
    }

    /** All of them. */
    List<RouteEntry> entries() {
        List<RouteEntry> entries = new ArrayList<>();
        addTo(entries, exact);
        addTo(entries, exactWithSlash);
        addTo(entries, prefixes);
        return entries;
    }

    static void addTo(List<RouteEntry> entries, @Nullable Ranking ranking) {
        if (ranking != null) {
            entries.addAll(ranking.entries());
        }
    }
}
