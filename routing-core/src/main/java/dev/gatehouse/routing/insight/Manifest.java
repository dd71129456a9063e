package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects to paste, with their members in the order in which people write them. */
final class Manifest {
    private Manifest() {}

    /** Such as {@code of("name", "a", "port", 80)}. */
    static Map<String, Object> of(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    static Map<String, Object> ingressClass(String name) {
        return of(
                "apiVersion",
                "networking.k8s.io/v1",
                "kind",
                "IngressClass",
                "metadata",
                of("name", name),
                "spec",
                of("controller", Controllers.GATEHOUSE));
    }

    static Map<String, Object> gatewayClass(String name) {
        return of(
                "apiVersion",
                "gateway.networking.k8s.io/v1",
                "kind",
                "GatewayClass",
                "metadata",
                of("name", name),
                "spec",
                of("controllerName", Controllers.GATEHOUSE));
    }

    static Map<String, Object> service(ObjectRef service, int port) {
        return of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                of("name", service.name(), "namespace", service.namespace()),
                "spec",
                of("selector", of("app", service.name()), "ports", List.of(of("name", "http", "port", port))));
    }

    /** The grant that lets the one refer to the other; it lies in the namespace of the other. */
    static Map<String, Object> referenceGrant(ObjectRef from, ObjectRef to) {
        return of(
                "apiVersion",
                "gateway.networking.k8s.io/v1",
                "kind",
                "ReferenceGrant",
                "metadata",
                of("name", from.namespace() + "-" + to.name(), "namespace", to.namespace()),
                "spec",
                of(
                        "from",
                        List.of(of("group", from.group(), "kind", from.kind(), "namespace", from.namespace())),
                        "to",
                        List.of(of("group", to.group(), "kind", to.kind(), "name", to.name()))));
    }
}
