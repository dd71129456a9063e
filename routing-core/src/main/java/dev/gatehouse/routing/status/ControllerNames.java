package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import java.util.HashMap;
import java.util.Map;

/** Under which name the entries of a status are written: that of the Gateway's class. */
final class ControllerNames {
    private final Map<ObjectRef, String> names = new HashMap<>();

    ControllerNames(Resources resources, Attachment attachment) {
        attachment.gateways().forEach(attached -> {
            GatewayClass declared =
                    resources.find(GatewayClass.class, "", attached.gateway().gatewayClassName());
            if (declared != null) {
                names.put(attached.gateway().ref(), declared.controllerName());
            }
        });
        attachment.listenerSets().forEach(attached -> names.put(attached.set().ref(), of(attached.gateway())));
    }

    /** For a Gateway or a ListenerSet. Where a Gateway is served whose class nobody declares, it is by this library. */
    String of(ObjectRef parent) {
        return names.getOrDefault(parent, Controllers.GATEHOUSE);
    }
}
