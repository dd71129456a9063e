package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Problem;
import java.util.List;

/**
 * Which rule serves which listener, and what does not and why.
 *
 * @param listeners in the order of the resources; those that are refused are left out
 * @param parents one entry for each parent, of ours, of each route
 * @param problems what is wrong between resources
 */
public record Attachment(List<AttachedListener> listeners, List<RouteParent> parents, List<Problem> problems) {
    public Attachment {
        listeners = List.copyOf(listeners);
        parents = List.copyOf(parents);
        problems = List.copyOf(problems);
    }
}
