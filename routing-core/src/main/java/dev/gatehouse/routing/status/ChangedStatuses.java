package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.Set;

/**
 * What a change may have changed of {@link Statuses}.
 *
 * @param touched the names of all objects whose status may be otherwise than before; one that {@code statuses} does not tell of has none any more
 * @param statuses of those that have one. The status of every other object is as it was
 */
public record ChangedStatuses(Set<ObjectRef> touched, Statuses statuses) {
    public ChangedStatuses {
        touched = Set.copyOf(touched);
    }
}
