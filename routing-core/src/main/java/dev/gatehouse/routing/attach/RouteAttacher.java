package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.ParentRefs.Reached;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.StreamRouteRule;
import dev.gatehouse.routing.resource.TcpRoute;
import dev.gatehouse.routing.resource.TlsRoute;
import dev.gatehouse.routing.resource.UdpRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Adds the rules of routes of every kind to the listeners that they attach to. */
final class RouteAttacher {
    private final Resources resources;
    private final ParentRefs parentRefs;
    private final RouteKindConflicts kindConflicts;
    private final HttpRouteRules httpRules;
    private final GrpcRouteRules grpcRules;
    private final StreamRules streamRules;
    private final ListenerRules listeners;
    private final List<RouteParent> parents;

    RouteAttacher(
            Resources resources,
            ParentRefs parentRefs,
            RouteKindConflicts kindConflicts,
            HttpRouteRules httpRules,
            GrpcRouteRules grpcRules,
            StreamRules streamRules,
            ListenerRules listeners,
            List<RouteParent> parents) {
        this.resources = resources;
        this.parentRefs = parentRefs;
        this.kindConflicts = kindConflicts;
        this.httpRules = httpRules;
        this.grpcRules = grpcRules;
        this.streamRules = streamRules;
        this.listeners = listeners;
        this.parents = parents;
    }

    void attach() {
        List<Route> routes = new ArrayList<>(resources.all(HttpRoute.class));
        routes.addAll(resources.all(GrpcRoute.class));
        attach(routes, open -> true);
        attachConnections();
    }

    /**
     * HTTPRoutes and GRPCRoutes, and among them all that have hosts in common with others of the other kind.
     *
     * @param wanted which listeners get their rules
     */
    void attach(Collection<? extends Route> routes, Predicate<OpenListener> wanted) {
        List<Candidate> candidates = new ArrayList<>();
        for (Route route : routes) {
            if (route instanceof HttpRoute http) {
                candidate(http, httpRules::of, candidates);
            }
        }
        int ofHttp = candidates.size();
        // They come second, for of two that are alike in age and name the first stays.
        for (Route route : routes) {
            if (route instanceof GrpcRoute grpc) {
                candidate(grpc, grpcRules::of, candidates);
            }
        }
        (candidates.size() > ofHttp ? kindConflicts.settle(candidates) : candidates)
                .forEach(candidate -> add(candidate, wanted));
    }

    /** Those for connections alone. */
    void attachConnections() {
        oldestFirst(TlsRoute.class).forEach(route -> attach(route, route.rules()));
        oldestFirst(TcpRoute.class).forEach(route -> attach(route, route.rules()));
        oldestFirst(UdpRoute.class).forEach(route -> attach(route, route.rules()));
    }

    /** A route with what it has reached, and how its rules are added to a listener. */
    record Candidate(Route route, List<Reached> reached, RouteFindings findings, Consumer<OpenListener> rules) {}

    private <T extends Route> void candidate(
            T route, Function<T, HttpRouteRules.Outcome> rules, List<Candidate> candidates) {
        List<Reached> reached = parentRefs.of(route);
        if (!reached.isEmpty()) {
            HttpRouteRules.Outcome outcome = rules.apply(route);
            candidates.add(new Candidate(
                    route,
                    reached,
                    outcome.findings(),
                    open -> listeners.add(open, open.rules(route, outcome.rules()))));
        }
    }

    /** Of several that want the same connections the first wins. */
    private <T extends Route> List<T> oldestFirst(Class<T> kind) {
        return resources.all(kind).stream()
                .sorted(Comparator.comparing(Route::metadata, Ages.OLDEST_FIRST))
                .toList();
    }

    private void attach(Route route, List<StreamRouteRule> rules) {
        List<Reached> reached = parentRefs.of(route);
        if (!reached.isEmpty()) {
            StreamRules.Outcome outcome = streamRules.of(route, rules);
            add(
                    new Candidate(
                            route,
                            reached,
                            outcome.findings(),
                            open -> outcome.on(open).forEach(rule -> listeners.add(open, open.rule(route, rule)))),
                    open -> true);
        }
    }

    /** A listener that two parents of the route mean gets its rules once. */
    private void add(Candidate candidate, Predicate<OpenListener> wanted) {
        Set<OpenListener> attached = new HashSet<>();
        for (Reached parent : candidate.reached()) {
            List<String> names = new ArrayList<>(parent.listeners().size());
            for (OpenListener open : parent.listeners()) {
                names.add(open.listener().name());
                if (wanted.test(open) && attached.add(open)) {
                    candidate.rules().accept(open);
                }
            }
            parents.add(new RouteParent(
                    candidate.route().ref(),
                    parent.reference(),
                    parent.parent().ref(),
                    parent.refusal(),
                    names,
                    candidate.findings()));
        }
    }
}
