package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/** The status of a GatewayClass of ours. */
final class GatewayClassStatuses {
    private GatewayClassStatuses() {}

    static GatewayClassStatus of(GatewayClass gatewayClass, Capabilities capabilities) {
        Conditions conditions = new Conditions(gatewayClass.metadata().generation());
        ObjectRef parameters = gatewayClass.parametersRef();
        return new GatewayClassStatus(
                gatewayClass.ref(),
                List.of(
                        parameters == null
                                ? conditions.classAccepted()
                                : conditions.classInvalidParameters(
                                        "found " + parameters + " (expected: no parameters, none is known)"),
                        conditions.supportedVersion()),
                SupportedFeatures.of(capabilities));
    }
}
