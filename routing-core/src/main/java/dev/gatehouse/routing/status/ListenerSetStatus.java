package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/**
 * {@code ListenerSet.status}.
 *
 * @param listeners one for each of {@code spec.listeners}, in its order; empty where the set is not allowed
 */
public record ListenerSetStatus(ObjectRef listenerSet, List<Condition> conditions, List<ListenerStatus> listeners) {
    public ListenerSetStatus {
        conditions = List.copyOf(conditions);
        listeners = List.copyOf(listeners);
    }

    boolean accepted() {
        return conditions.stream()
                .anyMatch(condition ->
                        condition.type().equals("Accepted") && condition.status() == Condition.Status.TRUE);
    }
}
