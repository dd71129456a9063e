package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.ParentRefs.Reached;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.StreamRouteRule;
import dev.gatehouse.routing.resource.TcpRoute;
import dev.gatehouse.routing.resource.TlsRoute;
import dev.gatehouse.routing.resource.UdpRoute;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Adds the rules of routes of every kind to the listeners that they attach to. */
final class RouteAttacher {
    private final Resources resources;
    private final ParentRefs parentRefs;
    private final HttpRouteRules httpRules;
    private final StreamRules streamRules;
    private final List<RouteParent> parents;

    RouteAttacher(
            Resources resources,
            ParentRefs parentRefs,
            HttpRouteRules httpRules,
            StreamRules streamRules,
            List<RouteParent> parents) {
        this.resources = resources;
        this.parentRefs = parentRefs;
        this.httpRules = httpRules;
        this.streamRules = streamRules;
        this.parents = parents;
    }

    void attach() {
        for (HttpRoute route : resources.all(HttpRoute.class)) {
            List<Reached> reached = parentRefs.of(route);
            if (!reached.isEmpty()) {
                HttpRouteRules.Outcome outcome = httpRules.of(route);
                add(route, reached, outcome.findings(), open -> open.add(route, outcome.rules()));
            }
        }
        oldestFirst(TlsRoute.class).forEach(route -> attach(route, route.rules()));
        oldestFirst(TcpRoute.class).forEach(route -> attach(route, route.rules()));
        oldestFirst(UdpRoute.class).forEach(route -> attach(route, route.rules()));
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
            add(route, reached, outcome.findings(), open -> outcome.rules().forEach(rule -> open.add(route, rule)));
        }
    }

    /** A listener that two parents of the route mean gets its rules once. */
    private void add(Route route, List<Reached> reached, RouteFindings findings, Consumer<OpenListener> addRules) {
        Set<OpenListener> attached = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Reached parent : reached) {
            parents.add(new RouteParent(
                    route.ref(),
                    parent.reference(),
                    parent.parent().ref(),
                    parent.refusal(),
                    parent.listeners().stream()
                            .map(open -> open.listener().name())
                            .toList(),
                    findings));
            parent.listeners().stream().filter(attached::add).forEach(addRules);
        }
    }
}
