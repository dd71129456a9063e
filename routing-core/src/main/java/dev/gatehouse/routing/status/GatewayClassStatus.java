package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/**
 * {@code GatewayClass.status}.
 *
 * @param supportedFeatures names, sorted
 */
public record GatewayClassStatus(ObjectRef gatewayClass, List<Condition> conditions, List<String> supportedFeatures) {
    public GatewayClassStatus {
        conditions = List.copyOf(conditions);
        supportedFeatures = List.copyOf(supportedFeatures);
    }
}
