package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.RoutingRule;
import java.util.List;

/**
 * What one change took from a listener and gave to it.
 *
 * @param listener its settings, which have not changed
 * @param removed as they were; a rule of which anything is otherwise now is here and, as it is, among those that were added
 */
public record ListenerChange(AttachedListener listener, List<RoutingRule> removed, List<RoutingRule> added) {
    public ListenerChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }
}
