package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact and prefix paths of one host. One walk down the elements of the path finds both: on the way back up each node offers its
 * prefixes, so the longest whose predicates hold wins.
 *
 * <p>Invariant of the walk: {@code at} is the length of the path or the position of a {@code /}; what lies before it are whole elements
 * that led to this node. So element boundaries come from the walk, and {@code /abcd} never reaches the node of {@code /abc}.
 */
final class PathTrie {
    private static final RouteEntry[] NONE = {};

    private final TextMap<PathTrie> children;
    private final RouteEntry[] exact;
    private final RouteEntry[] exactWithSlash;
    private final RouteEntry[] prefixes;

    private PathTrie(
            TextMap<PathTrie> children, RouteEntry[] exact, RouteEntry[] exactWithSlash, RouteEntry[] prefixes) {
        this.children = children;
        this.exact = exact;
        this.exactWithSlash = exactWithSlash;
        this.prefixes = prefixes;
    }

    /** The entry that takes the request, exact paths before prefixes; null where none does. */
    @Nullable
    RouteEntry match(Request request) {
        String path = request.path();
        return isPath(path) ? match(path, 0, request) : null;
    }

    /** The entry with an exact path that takes the request, or null. */
    @Nullable
    RouteEntry exact(Request request) {
        String path = request.path();
        if (!isPath(path)) {
            return null;
        }
        PathTrie node = this;
        int at = 0;
        while (at + 1 < path.length()) {
            int end = elementEnd(path, at);
            PathTrie child = node.children.get(path, at + 1, end);
            if (child == null) {
                return null;
            }
            node = child;
            at = end;
        }
        return first(at == path.length() ? node.exact : node.exactWithSlash, request);
    }

    /** The entry with the longest prefix that takes the request, or null. */
    @Nullable
    RouteEntry prefix(Request request) {
        String path = request.path();
        return isPath(path) ? prefix(path, 0, request) : null;
    }

    /** {@code *} is the one target that is not a path. */
    private static boolean isPath(String path) {
        return !path.isEmpty() && path.charAt(0) == '/';
    }

    private @Nullable RouteEntry match(String path, int at, Request request) {
        RouteEntry found;
        if (at == path.length()) {
            found = first(exact, request);
        } else if (at + 1 == path.length()) {
            found = first(exactWithSlash, request);
        } else {
            int end = elementEnd(path, at);
            PathTrie child = children.get(path, at + 1, end);
            found = child == null ? null : child.match(path, end, request);
        }
        return found != null ? found : first(prefixes, request);
    }

    private @Nullable RouteEntry prefix(String path, int at, Request request) {
        if (at + 1 < path.length()) {
            int end = elementEnd(path, at);
            PathTrie child = children.get(path, at + 1, end);
            RouteEntry found = child == null ? null : child.prefix(path, end, request);
            if (found != null) {
                return found;
            }
        }
        return first(prefixes, request);
    }

    private static int elementEnd(String path, int at) {
        int end = path.indexOf('/', at + 1);
        return end < 0 ? path.length() : end;
    }

    private static @Nullable RouteEntry first(RouteEntry[] entries, Request request) {
        for (RouteEntry entry : entries) {
            if (entry.holds(request)) {
                return entry;
            }
        }
        return null;
    }

    void addExactTo(List<RouteEntry> entries, String path) {
        PathTrie node = isPath(path) ? this : null;
        int at = 0;
        while (node != null && at + 1 < path.length()) {
            int end = elementEnd(path, at);
            node = node.children.get(path, at + 1, end);
            at = end;
        }
        if (node != null) {
            entries.addAll(List.of(at == path.length() ? node.exact : node.exactWithSlash));
        }
    }

    void addPrefixTo(List<RouteEntry> entries, String path) {
        if (isPath(path)) {
            addPrefixTo(entries, path, 0);
        }
    }

    private void addPrefixTo(List<RouteEntry> entries, String path, int at) {
        if (at + 1 < path.length()) {
            int end = elementEnd(path, at);
            PathTrie child = children.get(path, at + 1, end);
            if (child != null) {
                child.addPrefixTo(entries, path, end);
            }
        }
        entries.addAll(List.of(prefixes));
    }

    void addExactTo(List<RouteEntry> entries) {
        entries.addAll(List.of(exact));
        entries.addAll(List.of(exactWithSlash));
        children.values().forEach(child -> child.addExactTo(entries));
    }

    void addPrefixTo(List<RouteEntry> entries) {
        children.values().forEach(child -> child.addPrefixTo(entries));
        entries.addAll(List.of(prefixes));
    }

    /** Takes entries in any order. */
    static final class Builder {
        private final Map<String, Builder> children = new HashMap<>();
        private final List<RouteEntry> exact = new ArrayList<>();
        private final List<RouteEntry> exactWithSlash = new ArrayList<>();
        private final List<RouteEntry> prefixes = new ArrayList<>();

        void add(RouteEntry entry) {
            PathMatch match = entry.match().path();
            String path = match.value();
            boolean slash = path.endsWith("/");
            Builder node = this;
            int last = slash ? path.length() - 1 : path.length();
            for (int at = 0; at < last; ) {
                int end = Math.min(elementEnd(path, at), last);
                node = node.children.computeIfAbsent(path.substring(at + 1, end), element -> new Builder());
                at = end;
            }
            if (match.kind() != PathMatch.Kind.EXACT) {
                node.prefixes.add(entry);
            } else if (slash) {
                node.exactWithSlash.add(entry);
            } else {
                node.exact.add(entry);
            }
        }

        PathTrie build() {
            Map<String, PathTrie> built = new HashMap<>();
            children.forEach((element, child) -> built.put(element, child.build()));
            return new PathTrie(TextMap.of(built), sorted(exact), sorted(exactWithSlash), sorted(prefixes));
        }

        private static RouteEntry[] sorted(List<RouteEntry> entries) {
            if (entries.isEmpty()) {
                return NONE;
            }
            entries.sort(Precedence.IN_NODE);
            return entries.toArray(NONE);
        }
    }
}
