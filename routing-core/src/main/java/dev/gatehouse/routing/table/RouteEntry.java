package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.request.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One match of one rule under one host: what a table holds and what matching returns. Made when the table is compiled; equal to
 * itself only.
 */
public sealed class RouteEntry implements Ranking permits AskingEntry {
    private final HostPattern host;
    private final RoutingRule rule;
    private final RuleMatch match;

    RouteEntry(HostPattern host, RoutingRule rule, RuleMatch match) {
        this.host = host;
        this.rule = rule;
        this.match = match;
    }

    static RouteEntry of(HostPattern host, RoutingRule rule, RuleMatch match) {
        List<Predicate> predicates = Predicate.of(match);
        return predicates.isEmpty()
                ? new RouteEntry(host, rule, match)
                : new AskingEntry(host, rule, match, predicates);
    }

    /** The host pattern under which the rule is listed here, as its route declares it. */
    public HostPattern host() {
        return host;
    }

    /** The rule. */
    public RoutingRule rule() {
        return rule;
    }

    /** Which of the rule's matches this is. */
    public RuleMatch match() {
        return match;
    }

    /** What it asks beside the host and a literal path. */
    public List<Predicate> predicates() {
        return List.of();
    }

    /** The names of the headers of which it asks for an exact value. */
    List<String> exactHeaders() {
        return match.headers().stream()
                .filter(header -> header.kind() == ValueMatch.Kind.EXACT)
                .map(ValueMatch::name)
                .toList();
    }

    /** The exact value that it asks of a header, or null. */
    @Nullable
    String exactHeader(String name) {
        return match.headers().stream()
                .filter(header ->
                        header.kind() == ValueMatch.Kind.EXACT && header.name().equals(name))
                .map(ValueMatch::value)
                .findFirst()
                .orElse(null);
    }

    Listing listing() {
        return new Listing(host, rule, match);
    }

    /** The first of {@link #predicates} that does not hold; null where all do. */
    public @Nullable Predicate failing(Request request) {
        return null;
    }

    /** Itself where everything that it asks, beside the host and a literal path, holds. */
    @Override
    public @Nullable RouteEntry first(Request request) {
        return holds(request) ? this : null;
    }

    @Override
    public @Nullable RouteEntry certain() {
        return this;
    }

    @Override
    public List<RouteEntry> entries() {
        return List.of(this);
    }

    /** Whether everything that this entry asks, beside the host and a literal path, holds. */
    boolean holds(Request request) {
        return true;
    }

    /** Such as {@code app.example.com /api/** -> HTTPRoute default/shop rule 0}. */
    @Override
    public String toString() {
        return host + " " + match + " -> " + rule.origin();
    }
}
