package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one host pattern of one listener. */
public final class HostRules implements Rules {
    private final HostPattern host;
    private final PathTrie paths;
    private final List<RouteEntry> patterns;

    HostRules(HostPattern host, PathTrie paths, List<RouteEntry> patterns) {
        this.host = host;
        this.paths = paths;
        this.patterns = List.copyOf(patterns);
    }

    /** The host pattern. */
    public HostPattern host() {
        return host;
    }

    /** The entry that takes the request: {@code Exact}, then regular expressions, then prefixes from the longest; null where none does. */
    @Override
    public @Nullable RouteEntry match(Request request) {
        if (patterns.isEmpty()) {
            return paths.match(request);
        }
        RouteEntry exact = paths.exact(request);
        if (exact != null) {
            return exact;
        }
        for (int i = 0; i < patterns.size(); i++) {
            RouteEntry entry = patterns.get(i);
            if (entry.holds(request)) {
                return entry;
            }
        }
        return paths.prefix(request);
    }

    /**
     * Every entry that a request for this path could be taken by, in the order in which they are asked. Those with a regular expression
     * are all among them, whether it fits the path or not.
     *
     * @param path in normal form
     */
    public List<RouteEntry> candidates(String path) {
        List<RouteEntry> candidates = new ArrayList<>();
        paths.addExactTo(candidates, path);
        candidates.addAll(patterns);
        paths.addPrefixTo(candidates, path);
        return candidates;
    }

    /** Every entry: {@code Exact}, then regular expressions, then prefixes; longer paths before those that are a part of them. */
    public List<RouteEntry> entries() {
        List<RouteEntry> entries = new ArrayList<>();
        paths.addExactTo(entries);
        entries.addAll(patterns);
        paths.addPrefixTo(entries);
        return entries;
    }
}
