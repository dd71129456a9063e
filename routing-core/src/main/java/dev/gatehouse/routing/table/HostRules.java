package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one host pattern of one listener. */
public final class HostRules {
    private final PathTrie paths;
    private final List<RouteEntry> patterns;

    HostRules(PathTrie paths, List<RouteEntry> patterns) {
        this.paths = paths;
        this.patterns = List.copyOf(patterns);
    }

    /** The entry that takes the request: {@code Exact}, then regular expressions, then prefixes from the longest; null where none does. */
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

    void addTo(List<RouteEntry> entries) {
        paths.addExactTo(entries);
        entries.addAll(patterns);
        paths.addPrefixTo(entries);
    }
}
