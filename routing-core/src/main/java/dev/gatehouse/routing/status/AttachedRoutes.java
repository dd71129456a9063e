package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.persistent.PersistentMap;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many routes are accepted for each listener ({@code attachedRoutes}); one with two parents that mean the same listener is one. Immutable; a change
 * shares nearly all with what was before.
 */
public final class AttachedRoutes {
    private static final AttachedRoutes NONE = new AttachedRoutes(PersistentMap.empty());

    /** By the name of the Gateway or the ListenerSet, and of the listener. */
    private final PersistentMap<Integer> counts;

    private AttachedRoutes(PersistentMap<Integer> counts) {
        this.counts = counts;
    }

    /** Those of these parents of routes. Costs time in proportion to them. */
    public static AttachedRoutes of(Collection<RouteParent> parents) {
        return NONE.with(List.of(), parents);
    }

    /**
     * After some routes came, changed or went. Costs time in proportion to them.
     *
     * @param before all their parents, as they were
     * @param after all their parents, as they are
     */
    public AttachedRoutes with(Collection<RouteParent> before, Collection<RouteParent> after) {
        Map<String, Integer> differences = new HashMap<>();
        routes(after).forEach((key, routes) -> differences.merge(key, routes.size(), Integer::sum));
        routes(before).forEach((key, routes) -> differences.merge(key, -routes.size(), Integer::sum));
        PersistentMap<Integer> next = counts;
        for (Map.Entry<String, Integer> difference : differences.entrySet()) {
            if (difference.getValue() != 0) {
                next = next.with(difference.getKey(), count(difference.getKey()) + difference.getValue());
            }
        }
        return new AttachedRoutes(next);
    }

    private static Map<String, Set<ObjectRef>> routes(Collection<RouteParent> parents) {
        Map<String, Set<ObjectRef>> routes = new HashMap<>();
        for (RouteParent parent : parents) {
            ObjectRef ref = parent.parent();
            if (ref != null && RouteStatuses.accepted(parent)) {
                for (String listener : parent.listeners()) {
                    routes.computeIfAbsent(key(ref, listener), key -> new HashSet<>())
                            .add(parent.route());
                }
            }
        }
        return routes;
    }

    /** A name of a listener has no space. */
    private static String key(ObjectRef parent, String listener) {
        return parent + " " + listener;
    }

    private int count(String key) {
        Integer count = counts.get(key);
        return count == null ? 0 : count;
    }

    /**
     * The status of these listeners.
     *
     * @param parent the Gateway or the ListenerSet that has them
     */
    List<ListenerStatus> statuses(ObjectRef parent, List<ListenerJudgement> listeners, Conditions conditions) {
        return listeners.stream()
                .map(judgement -> {
                    ListenerOutcome outcome = judgement.outcome();
                    String name = outcome.listener().name();
                    return new ListenerStatus(
                            name, outcome.supportedKinds(), count(key(parent, name)), judgement.conditions(conditions));
                })
                .toList();
    }
}
