package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.request.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry that asks for more than its host and a literal path. */
final class AskingEntry extends RouteEntry {
    private final Predicate[] predicates;

    AskingEntry(HostPattern host, RoutingRule rule, RuleMatch match, Predicate[] predicates) {
        super(host, rule, match);
        this.predicates = predicates;
    }

    @Override
    public List<Predicate> predicates() {
        return List.of(predicates);
    }

    @Override
    public @Nullable Predicate failing(Request request) {
        for (Predicate predicate : predicates) {
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
        for (Predicate predicate : predicates) {
            if (!predicate.holds(request)) {
                return false;
            }
        }
        return true;
    }
}
