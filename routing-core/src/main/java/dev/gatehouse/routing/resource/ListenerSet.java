package dev.gatehouse.routing.resource;

import java.util.List;

/**
 * {@code ListenerSet} (GEP-1713): further listeners for a Gateway.
 *
 * @param parentRef {@code spec.parentRef}: the Gateway, never with a section or a port
 * @param listeners {@code spec.listeners}, at least one, names unique
 */
public record ListenerSet(Metadata metadata, ParentReference parentRef, List<Listener> listeners) implements Resource {
    public ListenerSet {
        listeners = List.copyOf(listeners);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "ListenerSet", metadata.namespace(), metadata.name());
    }
}
