package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry that asks for more than its host and a literal path. */
final class AskingEntry extends RouteEntry {
    private static final Predicate[] NONE = {};

    /** Apart from the others, since most have none, and one that does not hold is all that has to be fetched. */
    private final Predicate first;

    private final Predicate[] others;

    /** @param predicates at least one */
    AskingEntry(HostPattern host, RoutingRule rule, RuleMatch match, List<Predicate> predicates) {
        super(host, rule, match);
        this.first = predicates.get(0);
        this.others = predicates.subList(1, predicates.size()).toArray(NONE);
    }

    @Override
    public List<Predicate> predicates() {
        List<Predicate> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(others));
        return List.copyOf(all);
    }

    @Override
    public @Nullable Predicate failing(Request request) {
        for (Predicate predicate : predicates()) {
            if (!predicate.holds(request)) {
                return predicate;
            }
        }
        return null;
    }

    @Override
    public @Nullable RouteEntry certain() {
        return null;
    }

    @Override
    boolean holds(Request request) {
        if (!first.holds(request)) {
            return false;
        }
        for (Predicate other : others) {
            if (!other.holds(request)) {
                return false;
            }
        }
        return true;
    }
}
