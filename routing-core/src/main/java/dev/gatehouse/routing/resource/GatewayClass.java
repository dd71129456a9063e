package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code GatewayClass}: ties Gateways to the controller that serves them.
 *
 * @param controllerName {@code spec.controllerName}, a domain and a path
 * @param parametersRef {@code spec.parametersRef}, null where absent
 */
public record GatewayClass(
        Metadata metadata, String controllerName, @Nullable ObjectRef parametersRef) implements Resource {
    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "GatewayClass", metadata.namespace(), metadata.name());
    }
}
