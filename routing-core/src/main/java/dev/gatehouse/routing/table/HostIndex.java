package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by host pattern, found from the most specific to the least: the exact name, then wildcards from the longest to the shortest,
 * then the one for every host. Immutable. No look-up allocates.
 *
 * <p>Wildcards lie in a trie by labels, read from the right.
 */
public final class HostIndex<V> {
    private final Map<String, V> exact;
    private final LabelNode<V> wildcards;
    private final @Nullable V any;

    private HostIndex(Map<String, V> exact, LabelNode<V> wildcards, @Nullable V any) {
        this.exact = exact;
        this.wildcards = wildcards;
        this.any = any;
    }

    static <B, V> HostIndex<V> of(Map<HostPattern, B> patterns, Function<B, V> freeze) {
        Map<String, V> exact = new HashMap<>();
        LabelBuilder<V> root = new LabelBuilder<>();
        V any = null;
        for (Map.Entry<HostPattern, B> entry : patterns.entrySet()) {
            String text = entry.getKey().text();
            V value = freeze.apply(entry.getValue());
            switch (entry.getKey().kind()) {
                case EXACT -> exact.put(text, value);
                case ONE_LABEL_WILDCARD -> root.descend(text).one = value;
                case WILDCARD -> root.descend(text).many = value;
                case ANY -> any = value;
            }
        }
        return new HostIndex<>(exact, root.freeze(0), any);
    }

    /** The value of the most specific pattern that covers the host, or null. */
    public @Nullable V best(String host) {
        V found = exact(host);
        if (found != null) {
            return found;
        }
        Wildcard<V> wildcard = wildcard(host, Integer.MAX_VALUE);
        return wildcard != null ? wildcard.value() : any;
    }

    /** The value for exactly this host, or null. */
    public @Nullable V exact(String host) {
        return exact.get(host);
    }

    /** The value for every host, or null. */
    public @Nullable V any() {
        return any;
    }

    /**
     * The longest wildcard that covers the host and has at most this many labels behind its star; null where there is none. To go on to the
     * next less specific one, ask again with one label less than the one found.
     */
    public @Nullable Wildcard<V> wildcard(String host, int maxLabels) {
        LabelNode<V> node = wildcards;
        Wildcard<V> found = null;
        int end = host.length();
        while (end > 0 && node.labels < maxLabels) {
            int dot = host.lastIndexOf('.', end - 1);
            LabelNode<V> child = node.child(host, dot + 1, end);
            if (child == null || dot <= 0) {
                break;
            }
            node = child;
            end = dot;
            if (node.many != null) {
                found = node.many;
            }
            if (node.one != null && host.lastIndexOf('.', end - 1) < 0) {
                found = node.one;
            }
        }
        return found;
    }

    /** The values of all patterns that cover the host, from the most specific to the least. */
    public List<V> covering(String host) {
        List<V> values = new ArrayList<>();
        V found = exact(host);
        if (found != null) {
            values.add(found);
        }
        Wildcard<V> wildcard = wildcard(host, Integer.MAX_VALUE);
        while (wildcard != null) {
            values.add(wildcard.value());
            wildcard = wildcard.labels() > 1 ? wildcard(host, wildcard.labels() - 1) : null;
        }
        if (any != null) {
            values.add(any);
        }
        return values;
    }

    /** Every value, from the most specific pattern to the least; patterns of the same length by their text. */
    public List<V> values() {
        List<V> values = new ArrayList<>(new TreeMap<>(exact).values());
        List<Wildcard<V>> found = new ArrayList<>();
        wildcards.addTo(found);
        found.sort(Comparator.comparingInt((Wildcard<V> wildcard) -> wildcard.labels())
                .reversed());
        found.forEach(wildcard -> values.add(wildcard.value()));
        if (any != null) {
            values.add(any);
        }
        return values;
    }

    /**
     * A wildcard's value.
     *
     * @param labels how many labels stand behind its star
     */
    public record Wildcard<V>(int labels, V value) {}

    private static final class LabelNode<V> {
        final int labels;
        final TextMap<LabelNode<V>> children;
        final @Nullable Wildcard<V> one;
        final @Nullable Wildcard<V> many;

        LabelNode(int labels, TextMap<LabelNode<V>> children, @Nullable V one, @Nullable V many) {
            this.labels = labels;
            this.children = children;
            this.one = one == null ? null : new Wildcard<>(labels, one);
            this.many = many == null ? null : new Wildcard<>(labels, many);
        }

        @Nullable
        LabelNode<V> child(String host, int from, int to) {
            return children.get(host, from, to);
        }

        void addTo(List<Wildcard<V>> found) {
            if (one != null) {
                found.add(one);
            }
            if (many != null) {
                found.add(many);
            }
            children.values().forEach(child -> child.addTo(found));
        }
    }

    private static final class LabelBuilder<V> {
        final Map<String, LabelBuilder<V>> children = new HashMap<>();

        @Nullable
        V one;

        @Nullable
        V many;

        LabelBuilder<V> descend(String suffix) {
            LabelBuilder<V> node = this;
            int end = suffix.length();
            while (end > 0) {
                int dot = suffix.lastIndexOf('.', end - 1);
                node = node.children.computeIfAbsent(suffix.substring(dot + 1, end), label -> new LabelBuilder<>());
                end = dot;
            }
            return node;
        }

        LabelNode<V> freeze(int labels) {
            Map<String, LabelNode<V>> frozen = new HashMap<>();
            children.forEach((label, child) -> frozen.put(label, child.freeze(labels + 1)));
            return new LabelNode<>(labels, TextMap.of(frozen), one, many);
        }
    }
}
