package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Ingress.status}, which has no conditions.
 *
 * @param refusal why it is not served; null where it is. One that is not belongs to another controller or to none: nothing is to be written
 * @param loadBalancer {@code status.loadBalancer.ingress}; empty where the Ingress is not served, which is all that its author gets to see
 */
public record IngressStatus(ObjectRef ingress, @Nullable Refusal refusal, List<Address> loadBalancer) {
    public IngressStatus {
        loadBalancer = List.copyOf(loadBalancer);
    }
}
