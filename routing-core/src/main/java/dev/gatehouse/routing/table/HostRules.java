package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one host pattern of one listener: one flat table of {@link PathNode}s, of which there are none but those with entries.
 * Immutable; a change gives another that shares all but a few kilobytes.
 *
 * <p>The whole path is hashed at once and asked for; then, element by element, the last one is taken back from the hash ({@link TextHash} can, and a {@link Sample} need not)
 * and the rest is asked for, until something holds. So candidates come in the order in which they win, nothing has to be kept on the way,
 * and the most specific answer is the cheapest. A node's text is compared only once all its predicates hold: once for each request.
 *
 * <p>Invariant of the walk: {@code at} is the length of the path or the position of a {@code /}; what lies before it are whole elements.
 * So {@code /abcd} never asks for {@code /abc}.
 */
final class HostRules implements Rules {
    private final HashIndex<PathNode> nodes;

    /** The slots of the index where it has only one table: what a look-up need not fetch first. Null where it has several. */
    private final HashedNode @Nullable [] slots;

    private final byte[] tags;

    private final boolean twins;

    /** Whether the node of a whole path decides by itself: no regular expression comes before its prefixes. */
    private final boolean simple;

    /** Of the index: how its paths are hashed, by some of their characters or by all. */
    private final long places;

    private final TextHash hashing;

    /** The node of {@code /}, which every path passes. */
    private final @Nullable PathNode root;

    /**
     * How the texts of nodes begin, one bit for each {@link #beginning}: most paths that lead nowhere are known by it. Of this and the
     * next, a bit or a length of a node that is gone may stay: they only save questions.
     */
    private final long beginnings;

    /** No node's text is longer: beyond it a walk has nothing to look for. */
    private final int longest;

    /** The entries with a regular expression for their path. */
    private final @Nullable Ranking patterns;

    private HostRules(HashIndex<PathNode> nodes, long beginnings, int longest, @Nullable Ranking patterns) {
        this.nodes = nodes;
        this.slots = nodes.slots();
        this.tags = nodes.tags();
        this.twins = nodes.twins();
        this.places = nodes.hashing().places();
        this.hashing = nodes.hashing() instanceof TextHash whole ? whole : TextHash.PLAIN;
        this.root = nodes.get("");
        this.beginnings = beginnings;
        this.longest = longest;
        this.patterns = patterns;
        this.simple = !twins && patterns == null;
    }

    static HostRules of(List<RouteEntry> entries) {
        Map<String, List<RouteEntry>> texts = new HashMap<>();
        List<RouteEntry> patterns = new ArrayList<>();
        for (RouteEntry entry : entries) {
            Listing listing = entry.listing();
            if (listing.isPattern()) {
                patterns.add(entry);
            } else {
                texts.computeIfAbsent(listing.text(), text -> new ArrayList<>(1))
                        .add(entry);
            }
        }
        Hashing hashing = Hashing.of(texts.keySet());
        List<PathNode> nodes = new ArrayList<>(texts.size());
        texts.forEach((text, own) -> nodes.add(PathNode.of(hashing, text, own)));
        long beginnings = 0;
        int longest = 0;
        for (PathNode node : nodes) {
            beginnings |= 1L << beginning(node.text, node.text.length());
            longest = Math.max(longest, node.text.length());
        }
        return new HostRules(HashIndex.of(hashing, nodes), beginnings, longest, Ranking.of(patterns));
    }

    /** Without the entries that listings name, and with others; null where none are left. */
    @Nullable
    HostRules with(List<Listing> removed, List<RouteEntry> added) {
        Map<String, List<RouteEntry>> texts = new HashMap<>();
        List<RouteEntry> patternsAfter = new ArrayList<>(patterns == null ? List.of() : patterns.entries());
        for (Listing listing : removed) {
            List<RouteEntry> place = listing.isPattern() ? patternsAfter : place(texts, listing.text());
            place.removeIf(listing::names);
        }
        for (RouteEntry entry : added) {
            Listing listing = entry.listing();
            (listing.isPattern() ? patternsAfter : place(texts, listing.text())).add(entry);
        }
        List<PathNode> put = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        long beginningsAfter = beginnings;
        int longestAfter = longest;
        for (Map.Entry<String, List<RouteEntry>> place : texts.entrySet()) {
            String text = place.getKey();
            if (place.getValue().isEmpty()) {
                gone.add(text);
            } else {
                put.add(PathNode.of(nodes.hashing(), text, place.getValue()));
                beginningsAfter |= 1L << beginning(text, text.length());
                longestAfter = Math.max(longestAfter, text.length());
            }
        }
        HashIndex<PathNode> nodesAfter = nodes.with(put, gone);
        return nodesAfter.size() == 0 && patternsAfter.isEmpty()
                ? null
                : new HostRules(nodesAfter, beginningsAfter, longestAfter, Ranking.of(patternsAfter));
    }

    private List<RouteEntry> place(Map<String, List<RouteEntry>> texts, String text) {
        return texts.computeIfAbsent(text, key -> {
            PathNode node = nodes.get(key);
            return new ArrayList<>(node == null ? List.of() : node.rankings().entries());
        });
    }

    /** The entry that takes the request: {@code Exact}, then regular expressions, then prefixes from the longest; null where none does. */
    @Override
    public @Nullable RouteEntry match(Request request) {
        String path = request.path();
        if (!simple || path.length() > longest) {
            return search(request, path, 0, null);
        }
        // Most requests end here: their whole path is that of a rule which asks for nothing else. It is all that the
        // JVM need inline.
        long hash = places == Sample.NONE ? hashing.of(path) : Sample.key(places, path, 0, path.length());
        PathNode node = likely(hash);
        RouteEntry whole = node == null ? null : node.whole;
        return node != null && whole != null && path.equals(node.text) ? whole : search(request, path, hash, node);
    }

    /**
     * As {@link #match}, of all requests.
     *
     * @param wholeHash the hash of the path, and the node for it; anything where the path is longer than all others
     */
    private @Nullable RouteEntry search(Request request, String path, long wholeHash, @Nullable PathNode wholeNode) {
        if (twins || !isPath(path)) {
            return firstOf(candidates(path), request);
        }
        int length = path.length();
        // Where the last element ends; a slash after it is not the beginning of another.
        int last = path.charAt(length - 1) == '/' ? length - 1 : length;
        int at = (beginnings >>> beginning(path, last) & 1) == 0 ? 0 : last;
        if (at > longest) {
            at = path.lastIndexOf('/', longest);
        }
        boolean known = at == length && simple;
        long hash = known ? wholeHash : hash(path, at);
        PathNode node = known ? wholeNode : at == 0 ? root : likely(hash);
        if (node != null && at == last) {
            RouteEntry found = last == length ? node.exact(request) : node.exactWithSlash(request);
            if (found != null && node.is(path, at)) {
                return found;
            }
        }
        if (patterns != null) {
            RouteEntry found = patterns.first(request);
            if (found != null) {
                return found;
            }
        }
        while (true) {
            if (node != null) {
                RouteEntry found = node.prefix(request);
                if (found != null && node.is(path, at)) {
                    return found;
                }
            }
            if (at == 0) {
                return null;
            }
            if (places == Sample.NONE) {
                char taken;
                do {
                    at--;
                    taken = path.charAt(at);
                    hash = hashing.unappend(hash, taken);
                } while (taken != '/');
            } else {
                at = path.lastIndexOf('/', at - 1);
                hash = Sample.key(places, path, 0, at);
            }
            node = at == 0 ? root : likely(hash);
        }
    }

    private @Nullable PathNode likely(long hash) {
        HashedNode[] known = slots;
        long key = places == Sample.NONE ? hashing.key(hash) : hash;
        return known == null ? nodes.likely(key) : (PathNode) HashIndex.likely(known, tags, key);
    }

    /** Of the beginning of a path. */
    private long hash(String path, int to) {
        return places != Sample.NONE
                ? Sample.key(places, path, 0, to)
                : to == path.length() ? hashing.of(path) : hashing.append(0, path, 0, to);
    }

    /** A number from 0 to 63 for the first two characters after the slash; what follows a path is as good as a slash. */
    private static int beginning(String path, int end) {
        return end < 2 ? 0 : (path.charAt(1) * 7 + (end == 2 ? '/' : path.charAt(2))) & 63;
    }

    private static @Nullable RouteEntry firstOf(List<RouteEntry> candidates, Request request) {
        return candidates.stream()
                .filter(entry -> entry.holds(request))
                .findFirst()
                .orElse(null);
    }

    /** {@code *} is the one target that is not a path. */
    private static boolean isPath(String path) {
        return !path.isEmpty() && path.charAt(0) == '/';
    }

    private static int elementEnd(String path, int at) {
        int end = path.indexOf('/', at + 1);
        return end < 0 ? path.length() : end;
    }

    /**
     * Every entry that a request for this path could be taken by, in the order in which they are asked. Those with a regular expression
     * are all among them, whether it fits the path or not.
     */
    List<RouteEntry> candidates(String path) {
        List<PathNode> passed = new ArrayList<>();
        if (isPath(path)) {
            int last = path.endsWith("/") ? path.length() - 1 : path.length();
            passed.add(root);
            for (int at = 0; at < last; ) {
                at = elementEnd(path, at);
                passed.add(nodes.get(path.substring(0, at)));
            }
        }
        List<RouteEntry> candidates = new ArrayList<>();
        PathNode end = passed.isEmpty() ? null : passed.get(passed.size() - 1);
        if (end != null) {
            PathRankings ends = end.rankings();
            PathRankings.addTo(candidates, path.endsWith("/") ? ends.exactWithSlash : ends.exact);
        }
        PathRankings.addTo(candidates, patterns);
        for (int i = passed.size() - 1; i >= 0; i--) {
            PathNode node = passed.get(i);
            if (node != null) {
                PathRankings.addTo(candidates, node.rankings().prefixes);
            }
        }
        return candidates;
    }

    /** Every entry: {@code Exact}, then regular expressions, then prefixes; longer paths before those that are a part of them. */
    List<RouteEntry> entries() {
        List<PathNode> sorted = new ArrayList<>();
        nodes.forEach(sorted::add);
        sorted.sort(Comparator.comparing(node -> node.text.replace('/', '\0') + '\1'));
        List<PathRankings> all = sorted.stream().map(PathNode::rankings).toList();
        List<RouteEntry> entries = new ArrayList<>();
        all.forEach(rankings -> PathRankings.addTo(entries, rankings.exact));
        all.forEach(rankings -> PathRankings.addTo(entries, rankings.exactWithSlash));
        PathRankings.addTo(entries, patterns);
        all.forEach(rankings -> PathRankings.addTo(entries, rankings.prefixes));
        return entries;
    }
}
