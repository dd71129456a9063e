package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is listed for the patterns that share a text.
 *
 * @see HostIndex
 */
final class HostNode<V> extends HashedNode {
    /** For the host itself. */
    final @Nullable V exact;

    /** For exactly one label before it. */
    final @Nullable V one;

    /** For one label before it, or more. */
    final @Nullable V many;

    private HostNode(Hashing hashing, String text, @Nullable V exact, @Nullable V one, @Nullable V many) {
        super(hashing, text);
        this.exact = exact;
        this.one = one;
        this.many = many;
    }

    static <V> HostNode<V> empty(Hashing hashing, String text) {
        return new HostNode<>(hashing, text, null, null, null);
    }

    @Override
    HostNode<V> under(Hashing hashing) {
        return new HostNode<>(hashing, text, exact, one, many);
    }

    /** Whether this is the node of the part of a host from a label on. */
    boolean is(String host, int label) {
        return label == 0 ? host.equals(text) : host.length() - label == text.length() && host.endsWith(text);
    }

    HostNode<V> with(Hashing hashing, HostPattern.Kind kind, @Nullable V value) {
        return new HostNode<>(
                hashing,
                text,
                kind == HostPattern.Kind.EXACT ? value : exact,
                kind == HostPattern.Kind.ONE_LABEL_WILDCARD ? value : one,
                kind == HostPattern.Kind.WILDCARD ? value : many);
    }

    @Nullable
    V of(HostPattern.Kind kind) {
        return switch (kind) {
            case EXACT -> exact;
            case ONE_LABEL_WILDCARD -> one;
            case WILDCARD -> many;
            case ANY -> null;
        };
    }

    boolean isEmpty() {
        return exact == null && !isWildcard();
    }

    boolean isWildcard() {
        return one != null || many != null;
    }

    void addPatternsTo(List<HostPattern> patterns) {
        for (HostPattern.Kind kind : HostPattern.Kind.values()) {
            if (of(kind) != null) {
                patterns.add(new HostPattern(kind, text));
            }
        }
    }
}
