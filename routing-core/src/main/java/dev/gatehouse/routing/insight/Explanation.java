package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.DecisionTrace;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.match.Candidate;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is decided as it is: what the decision itself met ({@link Routes#trace}), in words.
 *
 * @param bind the port on which the request arrives
 * @param request in normal form; null where it has no meaning that every server would agree on
 * @param listener the listener of the port with the most specific host name that covers the request's; null where there is none
 * @param unasked what kept the rules from being asked, in a sentence; null where they were asked
 * @param asked the entries that host and path lead to, in the order in which they are asked: those that do not take the request, up to
 *     {@value #MOST}; the one that does; and the first after it that would have
 * @param passedOver how many more were asked in vain
 * @param taken the entry that takes the request; null where none does
 * @param decided by what the entry wins over the next that would have taken the request; null where there is none
 * @param near what is nearly right where no listener has the host, or no rule takes the request
 * @param decision what becomes of it; which of several backends or endpoints is drawn anew each time
 * @param outcomes what becomes of it with each of the rule's backends; empty where the rule has none
 */
public record Explanation(
        Bind bind,
        @Nullable Request request,
        @Nullable AttachedListener listener,
        @Nullable String unasked,
        List<Step> asked,
        int passedOver,
        @Nullable RouteEntry taken,
        @Nullable String decided,
        Nearby near,
        Decision decision,
        List<Outcome<Decision>> outcomes) {
    /** How many entries that do not take a request are told. */
    public static final int MOST = 10;

    public Explanation {
        asked = List.copyOf(asked);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * An entry that was asked.
     *
     * @param failing what it asks and the request does not have, with the value met; null where it takes the request
     */
    public record Step(RouteEntry entry, @Nullable String failing) {}

    /**
     * Decides the request as {@link Routes#decide} does, and says why. For tools: costs time in proportion to what it tells; where nothing takes
     * the request, to the whole table.
     */
    public static Explanation of(Routes routes, Bind bind, RequestHead head) {
        DecisionTrace trace = routes.trace(bind, head);
        Request request = trace.request();
        ListenerTable table = trace.listener();
        Request asked = trace.asked();
        RouteEntry taken = trace.taken();
        Walk walk = table == null || asked == null ? Walk.NONE : Walk.of(table, asked, taken);
        return new Explanation(
                bind,
                request,
                table == null ? null : table.listener(),
                asked == null ? unasked(routes, bind, trace) : null,
                walk.steps(),
                walk.passedOver(),
                taken,
                walk.decided(),
                taken == null && request != null && (asked != null || table == null)
                        ? Nearby.of(routes, bind, request)
                        : Nearby.NONE,
                trace.decision(),
                trace.outcomes());
    }

    private static String unasked(Routes routes, Bind bind, DecisionTrace trace) {
        Request request = trace.request();
        if (request == null) {
            return trace.decision() instanceof Decision.Respond refused ? refused.reason() : "";
        }
        String host = Failing.shown(request.host());
        if (trace.listener() == null) {
            return "no listener of " + bind + " has the host " + host;
        }
        ListenerTable connection = routes.table().connection(bind, request.serverName());
        return "the host " + host + " is of listener "
                + trace.listener().listener().name()
                + ", and the connection's server name " + Failing.shown(request.serverName())
                + (connection == null
                        ? " of none"
                        : " of listener " + connection.listener().name())
                + ": a client must open another connection";
    }

    /** The candidates, as far as they are told. */
    private record Walk(
            List<Step> steps, int passedOver, @Nullable String decided) {
        static final Walk NONE = new Walk(List.of(), 0, null);

        /** @param taken what the matcher has found */
        static Walk of(ListenerTable table, Request request, @Nullable RouteEntry taken) {
            List<Step> steps = new ArrayList<>();
            int inVain = 0;
            boolean passed = false;
            for (Candidate candidate : Matcher.candidates(table, request)) {
                RouteEntry entry = candidate.entry();
                if (entry == taken) {
                    passed = true;
                    steps.add(new Step(entry, null));
                } else if (candidate.failing() == null) {
                    steps.add(new Step(entry, null));
                    if (passed && taken != null) {
                        return new Walk(steps, Math.max(0, inVain - MOST), Precedents.between(taken, entry));
                    }
                } else if (!passed && inVain++ < MOST) {
                    steps.add(new Step(entry, Failing.of(candidate.failing(), request)));
                }
            }
            return new Walk(steps, Math.max(0, inVain - MOST), null);
        }
    }
}
