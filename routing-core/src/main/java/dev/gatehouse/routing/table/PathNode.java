package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one host pattern whose paths are the same but for one trailing slash. Its text is the path without that slash: nothing at
 * all for {@code /}.
 */
final class PathNode extends HashedNode {
    /** Those of kind {@code Exact} without a trailing slash, with one, and those for a prefix; null for none. */
    final @Nullable Ranking exact;

    final @Nullable Ranking exactWithSlash;
    final @Nullable Ranking prefixes;

    /**
     * The first entry of {@link #exact} and of {@link #prefixes} where it asks for nothing else, and so takes every request that comes here: known
     * without touching it, which spares the memory of most entries a visit.
     */
    private final @Nullable RouteEntry certainExact;

    private final @Nullable RouteEntry certainPrefix;

    /** The entry that takes every request for exactly this text on a host without regular expressions; null where that is not one for all. */
    final @Nullable RouteEntry whole;

    private PathNode(
            Hashing hashing,
            String text,
            @Nullable Ranking exact,
            @Nullable Ranking exactWithSlash,
            @Nullable Ranking prefixes) {
        super(hashing, text);
        this.certainExact = exact == null ? null : exact.certain();
        this.certainPrefix = prefixes == null ? null : prefixes.certain();
        this.whole = text.isEmpty() ? null : exact == null ? certainPrefix : certainExact;
        this.exact = exact;
        this.exactWithSlash = exactWithSlash;
        this.prefixes = prefixes;
    }

    /** Of entries with the same {@link #text}; possibly none. */
    static PathNode of(Hashing hashing, String text, List<RouteEntry> entries) {
        if (entries.size() == 1) {
            RouteEntry entry = entries.get(0);
            boolean exact = isExact(entry);
            boolean slash = exact && endsWithSlash(entry);
            return new PathNode(
                    hashing, text, exact && !slash ? entry : null, slash ? entry : null, exact ? null : entry);
        }
        List<RouteEntry> exact = new ArrayList<>();
        List<RouteEntry> exactWithSlash = new ArrayList<>();
        List<RouteEntry> prefixes = new ArrayList<>();
        for (RouteEntry entry : entries) {
            (isExact(entry) ? endsWithSlash(entry) ? exactWithSlash : exact : prefixes).add(entry);
        }
        return new PathNode(hashing, text, Ranking.of(exact), Ranking.of(exactWithSlash), Ranking.of(prefixes));
    }

    private static boolean isExact(RouteEntry entry) {
        return entry.match().path().kind() == PathMatch.Kind.EXACT;
    }

    private static boolean endsWithSlash(RouteEntry entry) {
        return entry.match().path().value().endsWith("/");
    }

    @Override
    PathNode under(Hashing hashing) {
        return new PathNode(hashing, text, exact, exactWithSlash, prefixes);
    }

    /** Whether this is the node of the path up to {@code to}. */
    boolean is(String path, int to) {
        return text.length() == to && (to == path.length() ? path.equals(text) : path.startsWith(text));
    }

    /** The entry for exactly this text that takes the request; null where none does. */
    @Nullable
    RouteEntry exact(Request request) {
        return certainExact != null ? certainExact : exact == null ? null : exact.first(request);
    }

    /** As {@link #exact}, of those with a slash at the end. */
    @Nullable
    RouteEntry exactWithSlash(Request request) {
        return exactWithSlash == null ? null : exactWithSlash.first(request);
    }

    /** As {@link #exact}, of those for everything that begins with this text. */
    @Nullable
    RouteEntry prefix(Request request) {
        return certainPrefix != null ? certainPrefix : prefixes == null ? null : prefixes.first(request);
    }

    /** All of them, whatever their kind. */
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
