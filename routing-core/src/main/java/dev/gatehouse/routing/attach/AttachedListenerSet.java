package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ListenerSet whose Gateway is ours, and what became of each of its listeners (GEP-1713).
 *
 * @param gateway the Gateway to which it adds
 * @param refusal null where its listeners are the Gateway's too; otherwise {@code NotAllowed} or {@code ParentNotAccepted}
 * @param listeners one for each of the set, in its order; empty where it is refused
 */
public record AttachedListenerSet(
        ListenerSet set, ObjectRef gateway, @Nullable Refusal refusal, List<ListenerOutcome> listeners) {
    public AttachedListenerSet {
        listeners = List.copyOf(listeners);
    }
}
