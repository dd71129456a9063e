package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by host pattern, found from the most specific to the least: the exact name, then wildcards from the longest to the shortest,
 * then the one for every host. Immutable; a change gives another index that shares all but a few kilobytes. No look-up allocates.
 *
 * <p>A host is hashed once; taking labels off on the left gives the hash of what is left, so only where there are wildcards is it walked once
 * more.
 */
public final class HostIndex<V> {
    private final HashIndex<HostNode<V>> names;

    /** The slots of {@link #names} where it has only one table: what a look-up need not fetch first. Null where it has several. */
    private final HashedNode @Nullable [] slots;

    /** Of {@link #names}; one of the two counts. */
    private final long places;

    private final TextHash hashing;
    private final int wildcards;
    private final @Nullable V any;

    private HostIndex(HashIndex<HostNode<V>> names, int wildcards, @Nullable V any) {
        this.names = names;
        this.slots = names.slots();
        this.places = names.hashing().places();
        this.hashing = names.hashing() instanceof TextHash whole ? whole : TextHash.PLAIN;
        this.wildcards = wildcards;
        this.any = any;
    }

    static <B, V> HostIndex<V> of(Map<HostPattern, B> patterns, Function<B, V> freeze) {
        Set<String> texts = new HashSet<>();
        for (HostPattern pattern : patterns.keySet()) {
            if (pattern.kind() != HostPattern.Kind.ANY) {
                texts.add(pattern.text());
            }
        }
        Hashing hashing = Hashing.of(texts);
        Map<String, HostNode<V>> nodes = new HashMap<>();
        V any = null;
        for (Map.Entry<HostPattern, B> entry : patterns.entrySet()) {
            HostPattern pattern = entry.getKey();
            V value = freeze.apply(entry.getValue());
            if (pattern.kind() == HostPattern.Kind.ANY) {
                any = value;
            } else {
                nodes.compute(
                        pattern.text(),
                        (text, node) -> (node == null ? HostNode.<V>empty(hashing, text) : node)
                                .with(hashing, pattern.kind(), value));
            }
        }
        List<HostNode<V>> all = new ArrayList<>(nodes.values());
        return new HostIndex<>(
                HashIndex.of(hashing, all),
                (int) all.stream().filter(HostNode::isWildcard).count(),
                any);
    }

    /** With this value for a pattern, or without one. */
    HostIndex<V> with(HostPattern pattern, @Nullable V value) {
        if (pattern.kind() == HostPattern.Kind.ANY) {
            return new HostIndex<>(names, wildcards, value);
        }
        Hashing hashing = names.hashing();
        HostNode<V> old = names.get(pattern.text());
        HostNode<V> changed =
                (old == null ? HostNode.<V>empty(hashing, pattern.text()) : old).with(hashing, pattern.kind(), value);
        int more = (changed.isWildcard() ? 1 : 0) - (old != null && old.isWildcard() ? 1 : 0);
        return new HostIndex<>(
                changed.isEmpty() ? names.without(changed.text) : names.with(changed), wildcards + more, any);
    }

    /** The value of this very pattern, or null. */
    public @Nullable V of(HostPattern pattern) {
        if (pattern.kind() == HostPattern.Kind.ANY) {
            return any;
        }
        HostNode<V> node = names.get(pattern.text());
        return node == null ? null : node.of(pattern.kind());
    }

    /** The value of the most specific pattern that covers the host, or null. */
    public @Nullable V best(String host) {
        if (names.size() == 0) {
            return any;
        }
        long whole = whole(host);
        HostNode<V> node = node(host, whole);
        if (node != null && node.exact != null) {
            return node.exact;
        }
        int label = 0;
        long before = 0;
        for (int next = wider(host, 0); next > 0; next = wider(host, label)) {
            before = before(before, host, label, next);
            node = node(host, next, whole, before);
            if (node != null && node.one != null && label == 0) {
                return node.one;
            }
            if (node != null && node.many != null) {
                return node.many;
            }
            label = next;
        }
        return any;
    }

    /** The values of all patterns that cover the host, from the most specific to the least. For tools. */
    public List<V> covering(String host) {
        List<HostPattern> patterns = new ArrayList<>();
        patterns.add(new HostPattern(HostPattern.Kind.EXACT, host));
        int first = host.indexOf('.');
        for (int dot = first; dot > 0; dot = host.indexOf('.', dot + 1)) {
            String suffix = host.substring(dot + 1);
            if (dot == first) {
                patterns.add(new HostPattern(HostPattern.Kind.ONE_LABEL_WILDCARD, suffix));
            }
            patterns.add(new HostPattern(HostPattern.Kind.WILDCARD, suffix));
        }
        patterns.add(HostPattern.ANY);
        return valuesOf(patterns);
    }

    /** The value for every host, or null. */
    public @Nullable V any() {
        return any;
    }

    /** Whether nothing is listed here. */
    public boolean isEmpty() {
        return names.size() == 0 && any == null;
    }

    /** What {@link #node} has to know of the host. */
    long whole(String host) {
        return places == Sample.NONE ? hashing.of(host) : Sample.key(places, host, 0, host.length());
    }

    /** What {@link #node} has to know of the labels that are left away: of those up to {@code label}, and of the next. */
    long before(long before, String host, int label, int next) {
        return places == Sample.NONE ? hashing.append(before, host, label, next) : 0;
    }

    /** What is listed for a host; null where nothing is. */
    @Nullable
    HostNode<V> node(String host, long whole) {
        return named(host, 0, places == Sample.NONE ? hashing.key(whole) : whole);
    }

    /** What is listed for the part of a host from a label on; null where nothing is. */
    @Nullable
    HostNode<V> node(String host, int label, long whole, long before) {
        int length = host.length();
        return named(
                host,
                label,
                places == Sample.NONE
                        ? hashing.key(hashing.ending(whole, before, length - label))
                        : Sample.key(places, host, label, length));
    }

    @SuppressWarnings("unchecked") // there are no others
    private @Nullable HostNode<V> named(String host, int label, long key) {
        HashedNode[] known = slots;
        HostNode<V> node = known == null ? names.likely(key) : (HostNode<V>) HashIndex.likely(known, key);
        return node == null || node.is(host, label) ? node : names.twins() ? names.get(host.substring(label)) : null;
    }

    /** Where the label after this one begins; 0 where there is none, or no wildcard to ask for it. */
    int wider(String host, int label) {
        return wildcards == 0 ? 0 : host.indexOf('.', label) + 1;
    }

    /** Every value, in the order of {@link #patterns}. */
    public List<V> values() {
        return valuesOf(patterns());
    }

    private List<V> valuesOf(List<HostPattern> patterns) {
        List<V> values = new ArrayList<>();
        for (HostPattern pattern : patterns) {
            V value = of(pattern);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** Every pattern, from the most specific to the least: exact names, then wildcards by the number of their labels; those alike by their text. */
    public List<HostPattern> patterns() {
        List<HostPattern> patterns = new ArrayList<>();
        names.forEach(node -> node.addPatternsTo(patterns));
        patterns.sort(Comparator.comparing((HostPattern pattern) -> pattern.kind() != HostPattern.Kind.EXACT)
                .thenComparing(pattern -> pattern.kind() == HostPattern.Kind.EXACT ? 0L : -labels(pattern.text()))
                .thenComparing(HostPattern::text)
                .thenComparing(HostPattern::kind));
        if (any != null) {
            patterns.add(HostPattern.ANY);
        }
        return patterns;
    }

    private static long labels(String text) {
        return text.chars().filter(c -> c == '.').count();
    }
}
