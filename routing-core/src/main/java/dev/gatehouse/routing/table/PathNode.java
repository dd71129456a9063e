package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one host pattern whose paths are the same but for one trailing slash. Its text is the path without that slash: nothing at
 * all for {@code /}.
 *
 * <p>Most have one entry, which asks for nothing else. Such a node is half a line of the cache: the entry, and whether it is for a prefix.
 */
final class PathNode extends HashedNode {
    /** Stands for a node that has nothing but {@link #whole}, for a prefix. */
    private static final PathRankings ONE_PREFIX = new PathRankings(null, null, null);

    /** The entry that takes every request for exactly this text on a host without regular expressions; null where that is not one for all. */
    final @Nullable RouteEntry whole;

    /** Null where there is nothing but {@link #whole}, of kind {@code Exact}. */
    private final @Nullable PathRankings rankings;

    private PathNode(Hashing hashing, String text, @Nullable RouteEntry whole, @Nullable PathRankings rankings) {
        super(hashing, text);
        this.whole = whole;
        this.rankings = rankings;
    }

    /** Of entries with the same {@link #text}; possibly none. */
    static PathNode of(Hashing hashing, String text, List<RouteEntry> entries) {
        if (entries.size() == 1 && entries.get(0).certain() != null) {
            RouteEntry entry = entries.get(0);
            if (!isExact(entry)) {
                return new PathNode(hashing, text, entry, ONE_PREFIX);
            }
            if (!endsWithSlash(entry)) {
                return new PathNode(hashing, text, entry, null);
            }
        }
        List<RouteEntry> exact = new ArrayList<>(1);
        List<RouteEntry> exactWithSlash = new ArrayList<>(1);
        List<RouteEntry> prefixes = new ArrayList<>(1);
        for (RouteEntry entry : entries) {
            (isExact(entry) ? endsWithSlash(entry) ? exactWithSlash : exact : prefixes).add(entry);
        }
        PathRankings rankings = new PathRankings(Ranking.of(exact), Ranking.of(exactWithSlash), Ranking.of(prefixes));
        RouteEntry whole = rankings.exact == null ? rankings.certainPrefix : rankings.certainExact;
        return new PathNode(hashing, text, whole, rankings);
    }

    private static boolean isExact(RouteEntry entry) {
        return entry.match().path().kind() == PathMatch.Kind.EXACT;
    }

    private static boolean endsWithSlash(RouteEntry entry) {
        return entry.match().path().value().endsWith("/");
    }

    @Override
    PathNode under(Hashing hashing) {
        return new PathNode(hashing, text, whole, rankings);
    }

    /** Whether this is the node of the path up to {@code to}. */
    boolean is(String path, int to) {
        return text.length() == to && (to == path.length() ? path.equals(text) : path.startsWith(text));
    }

    /** The entry for exactly this text that takes the request; null where none does. */
    @Nullable
    RouteEntry exact(Request request) {
        return rankings == null ? whole : rankings == ONE_PREFIX ? null : rankings.exact(request);
    }

    /** As {@link #exact}, of those with a slash at the end. */
    @Nullable
    RouteEntry exactWithSlash(Request request) {
        return rankings == null ? null : rankings.exactWithSlash(request);
    }

    /** As {@link #exact}, of those for everything that begins with this text. */
    @Nullable
    RouteEntry prefix(Request request) {
        return rankings == ONE_PREFIX ? whole : rankings == null ? null : rankings.prefix(request);
    }

    /** Its entries by their kind. For tools. */
    PathRankings rankings() {
        return rankings == null
                ? new PathRankings(whole, null, null)
                : rankings == ONE_PREFIX ? new PathRankings(null, null, whole) : rankings;
    }
}
