package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code Gateway}: the listeners that routes attach to.
 *
 * @param gatewayClassName {@code spec.gatewayClassName}
 * @param listeners {@code spec.listeners}, at least one, names unique
 */
public record Gateway(Metadata metadata, String gatewayClassName, List<Listener> listeners) implements Resource {
    public Gateway {
        listeners = List.copyOf(listeners);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "Gateway", metadata.namespace(), metadata.name());
    }
}
