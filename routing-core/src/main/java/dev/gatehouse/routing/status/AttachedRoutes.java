package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many routes are accepted for each listener ({@code attachedRoutes}); one with two parents that mean the same listener is one. */
final class AttachedRoutes {
    private final Map<Key, Set<ObjectRef>> routes = new HashMap<>();

    AttachedRoutes(List<RouteParent> parents) {
        for (RouteParent parent : parents) {
            ObjectRef ref = parent.parent();
            if (ref != null && RouteStatuses.accepted(parent)) {
                for (String listener : parent.listeners()) {
                    routes.computeIfAbsent(new Key(ref, listener), key -> new HashSet<>())
                            .add(parent.route());
                }
            }
        }
    }

    private record Key(ObjectRef parent, String listener) {}

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
                            name,
                            outcome.supportedKinds(),
                            routes.getOrDefault(new Key(parent, name), Set.of()).size(),
                            judgement.conditions(conditions));
                })
                .toList();
    }
}
