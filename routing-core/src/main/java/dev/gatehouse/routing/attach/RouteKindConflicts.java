package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.ParentRefs.Reached;
import dev.gatehouse.routing.attach.RouteAttacher.Candidate;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTPRoutes and GRPCRoutes that have hosts of one listener in common ({@code GRPCRoute}: exactly one of the two kinds is accepted). The
 * oldest stays, then the first by name; the other loses the listener. Decided from the oldest on, since one that is refused stands in
 * nobody's way.
 */
final class RouteKindConflicts {
    private final List<Problem> problems;
    private final IdentityHashMap<OpenListener, Taken> taken = new IdentityHashMap<>();

    RouteKindConflicts(List<Problem> problems) {
        this.problems = problems;
    }

    /** The routes of a listener, for each of which those of the other kind alone are looked at. */
    private record Taken(List<Route> http, List<Route> grpc) {
        static final Taken NOTHING = new Taken(List.of(), List.of());

        Taken() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Route> like(Route route) {
            return route instanceof GrpcRoute ? grpc : http;
        }

        List<Route> unlike(Route route) {
            return route instanceof GrpcRoute ? http : grpc;
        }
    }

    /** These candidates in the same order, each without the parents and the listeners that it lost. */
    List<Candidate> settle(List<Candidate> candidates) {
        IdentityHashMap<Candidate, Candidate> settled = new IdentityHashMap<>();
        candidates.stream()
                .sorted(Comparator.comparing(candidate -> candidate.route().metadata(), Ages.OLDEST_FIRST))
                .forEach(candidate -> settled.put(candidate, settle(candidate)));
        return candidates.stream().map(settled::get).toList();
    }

    private Candidate settle(Candidate candidate) {
        Route route = candidate.route();
        List<Reached> reached = new ArrayList<>();
        for (Reached parent : candidate.reached()) {
            List<OpenListener> kept = new ArrayList<>();
            String conflict = "";
            for (OpenListener listener : parent.listeners()) {
                Route other = other(listener, route);
                if (other == null) {
                    kept.add(listener);
                } else {
                    conflict = "listener " + listener.listener().name() + " of "
                            + parent.parent().ref() + " has " + other.ref()
                            + ", which is older, for hosts of this route";
                    problems.add(Problems.error(
                            "http-grpc-host-overlap",
                            route,
                            FieldPath.ROOT.field("spec").field("hostnames"),
                            conflict + " (expected: other hosts)"));
                }
            }
            Refusal refusal = kept.isEmpty() && !conflict.isEmpty()
                    ? new Refusal("RouteKindConflict", conflict)
                    : parent.refusal();
            reached.add(new Reached(parent.reference(), parent.parent(), refusal, kept));
        }
        if (!candidate.findings().whollyInvalid()) {
            reached.forEach(parent -> parent.listeners()
                    .forEach(listener -> taken.computeIfAbsent(listener, key -> new Taken())
                            .like(route)
                            .add(route)));
        }
        return new Candidate(route, reached, candidate.findings(), candidate.rules());
    }

    /** One of the other kind that has a host of the listener in common with this one; null where there is none. */
    private @Nullable Route other(OpenListener listener, Route route) {
        for (Route earlier : taken.getOrDefault(listener, Taken.NOTHING).unlike(route)) {
            if (HostnameIntersection.common(listener.listener().hostname(), earlier.hostnames(), route.hostnames())) {
                return earlier;
            }
        }
        return null;
    }
}
