package dev.gatehouse.routing;

import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision, and what it came by. See {@link Routes#trace}.
 *
 * @param decision what becomes of the request; where there are several outcomes, one of them that was drawn
 * @param request in normal form; null where it has no meaning that every server would agree on
 * @param listener the listener that has the request's host; null where none has
 * @param asked the request as it was put to the listener's rules: that which a preflight of CORS announces, where one of its rules answers it;
 *     null where the rules were not asked
 * @param taken the entry that takes the request; null where none does
 * @param outcomes what becomes of the request with each of the rule's backends; empty where the rule has none
 */
public record DecisionTrace(
        Decision decision,
        @Nullable Request request,
        @Nullable ListenerTable listener,
        @Nullable Request asked,
        @Nullable RouteEntry taken,
        List<Outcome<Decision>> outcomes) {
    public DecisionTrace {
        outcomes = List.copyOf(outcomes);
    }
}
