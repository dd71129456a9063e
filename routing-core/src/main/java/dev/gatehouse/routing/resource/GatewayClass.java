package dev.gatehouse.routing.resource;

/**
 * {@code GatewayClass}: ties Gateways to the controller that serves them.
 *
 * @param controllerName {@code spec.controllerName}, a domain and a path
 */
public record GatewayClass(Metadata metadata, String controllerName) implements Resource {
    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "GatewayClass", metadata.namespace(), metadata.name());
    }
}
