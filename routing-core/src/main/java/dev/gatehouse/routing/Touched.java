package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.AttachedRoutes;
import dev.gatehouse.routing.status.ChangedStatuses;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.Statuses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose status may be otherwise after a change.
 *
 * @param names of those that may have come, changed or gone, Gateways and ListenerSets aside that are there
 * @param gateways whether any Gateway or ListenerSet may be among them; otherwise those that have routes of {@code edits}
 * @param connections whether all routes for connections are
 * @param edits what became of HTTPRoutes and GRPCRoutes, one after another
 */
record Touched(Set<ObjectRef> names, boolean gateways, boolean connections, List<RuleEdits> edits) {
    /** @param routes how many of HTTPRoutes and GRPCRoutes there are on each listener */
    ChangedStatuses statuses(RouteCompiler compiler, Resources resources, AttachedRoutes routes, FrontEnd frontEnd) {
        List<Ingress> ingresses = new ArrayList<>();
        for (ObjectRef name : names) {
            if (resources.find(name) instanceof Ingress ingress) {
                ingresses.add(ingress);
            }
        }
        Attachment alone = compiler.withoutRequests(resources, ingresses);
        List<RouteParent> ofRequests = new ArrayList<>();
        parents().values().forEach(ofRequests::addAll);
        List<RouteParent> told = new ArrayList<>(ofRequests);
        for (RouteParent parent : alone.parents()) {
            if (connections || parent.route().kind().equals("Ingress")) {
                told.add(parent);
            }
        }
        Set<ObjectRef> reached = new HashSet<>();
        for (RuleEdits edit : edits) {
            edit.parentsBefore().forEach(parent -> add(reached, parent));
            edit.parentsAfter().forEach(parent -> add(reached, parent));
        }
        Predicate<ObjectRef> wanted = gateways ? name -> true : reached::contains;
        Statuses statuses = Statuses.of(
                resources,
                new Attachment(
                        alone.capabilities(),
                        List.of(),
                        List.of(),
                        alone.gateways(),
                        alone.listenerSets(),
                        told,
                        List.of(),
                        List.of()),
                routes.with(List.of(), alone.parents()),
                wanted,
                frontEnd);
        Set<ObjectRef> all = new HashSet<>(names);
        statuses.gateways().forEach(status -> all.add(status.gateway()));
        statuses.listenerSets().forEach(status -> all.add(status.listenerSet()));
        return new ChangedStatuses(all, statuses);
    }

    /** Whether a route is of a kind whose parents edits tell of. */
    static boolean isForRequests(ObjectRef route) {
        return route.kind().equals("HTTPRoute") || route.kind().equals("GRPCRoute");
    }

    private static void add(Set<ObjectRef> names, RouteParent parent) {
        if (parent.parent() != null) {
            names.add(parent.parent());
        }
    }

    /** By route, as they are after the last of the edits. */
    private Map<ObjectRef, List<RouteParent>> parents() {
        Map<ObjectRef, List<RouteParent>> parents = new LinkedHashMap<>();
        for (RuleEdits edit : edits) {
            edit.parentsBefore().forEach(parent -> parents.remove(parent.route()));
            edit.parentsAfter().forEach(parent -> parents.remove(parent.route()));
            edit.parentsAfter()
                    .forEach(parent -> parents.computeIfAbsent(parent.route(), key -> new ArrayList<>())
                            .add(parent));
        }
        return parents;
    }
}
