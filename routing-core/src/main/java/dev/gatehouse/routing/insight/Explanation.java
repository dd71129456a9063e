package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.match.Candidate;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is decided as it is: the matcher's own walk over the table, written down.
 *
 * @param bind the port on which the request arrives
 * @param request in normal form; null where it has no meaning that every server would agree on
 * @param listener the listener of the port with the most specific host name that covers the request's; null where there is none
 * @param asked every entry that host and path lead to, in the order in which they are asked; those after the one that takes the request are
 *     left out but for the first that would have taken it
 * @param taken the entry that takes the request; null where none does
 * @param decided by what the entry wins over the next that would have taken the request; null where there is none
 * @param near what is nearly right where nothing takes the request, each with what would have to differ
 * @param decision what becomes of it; which of several backends or endpoints is drawn anew each time
 */
public record Explanation(
        Bind bind,
        @Nullable Request request,
        @Nullable AttachedListener listener,
        List<Step> asked,
        @Nullable RouteEntry taken,
        @Nullable String decided,
        List<String> near,
        Decision decision) {
    public Explanation {
        asked = List.copyOf(asked);
        near = List.copyOf(near);
    }

    /**
     * An entry that was asked.
     *
     * @param failing what it asks and the request does not have, with the value met; null where it takes the request
     */
    public record Step(RouteEntry entry, @Nullable String failing) {}

    /** Decides the request as {@link Routes#decide} does, and says why. For tools: costs time in proportion to what it tells. */
    public static Explanation of(Routes routes, Bind bind, RequestHead head) {
        Decision decision = routes.decide(bind, head);
        if (!(Normalized.of(head) instanceof Request request)) {
            return new Explanation(bind, null, null, List.of(), null, null, List.of(), decision);
        }
        ListenerTable table = routes.table().listener(bind, request.host());
        if (table == null) {
            List<String> near = Nearby.listeners(routes, bind, request);
            return new Explanation(bind, request, null, List.of(), null, null, near, decision);
        }
        if (decision instanceof Decision.Respond respond && respond.status() == 421 && respond.origin() == null) {
            String near = "the connection's server name is \"" + request.serverName()
                    + "\", which another listener of this port has";
            return new Explanation(bind, request, table.listener(), List.of(), null, null, List.of(near), decision);
        }
        Walk walk = Walk.of(table, request);
        String asked = request.header("access-control-request-method");
        if (request.method().equals("OPTIONS") && asked != null && !walk.agrees(decision)) {
            // A preflight asks for another method than its own.
            walk = Walk.of(table, request.withMethod(asked));
        }
        return new Explanation(
                bind,
                request,
                table.listener(),
                walk.steps(),
                walk.taken(),
                walk.decided(),
                walk.taken() == null ? Nearby.entries(table, request) : List.of(),
                decision);
    }

    /** The candidates up to the one that takes the request, and the first after it that would. */
    private record Walk(
            List<Step> steps,
            @Nullable RouteEntry taken,
            @Nullable String decided) {
        static Walk of(ListenerTable table, Request request) {
            List<Step> steps = new ArrayList<>();
            RouteEntry taken = null;
            for (Candidate candidate : Matcher.candidates(table, request)) {
                if (candidate.failing() != null) {
                    if (taken == null) {
                        steps.add(new Step(candidate.entry(), Failing.of(candidate.failing(), request)));
                    }
                } else if (taken == null) {
                    taken = candidate.entry();
                    steps.add(new Step(taken, null));
                } else {
                    steps.add(new Step(candidate.entry(), null));
                    return new Walk(steps, taken, Precedents.between(taken, candidate.entry()));
                }
            }
            return new Walk(steps, taken, null);
        }

        boolean agrees(Decision decision) {
            return taken == null
                    ? decision.origin() == null
                    : taken.rule().origin().equals(decision.origin());
        }
    }
}
