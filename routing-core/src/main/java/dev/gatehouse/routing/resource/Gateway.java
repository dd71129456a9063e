package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway}: the listeners that routes attach to.
 *
 * @param gatewayClassName {@code spec.gatewayClassName}
 * @param listeners {@code spec.listeners}, at least one, names unique
 * @param parametersRef {@code spec.infrastructure.parametersRef}, null where absent
 */
public record Gateway(
        Metadata metadata,
        String gatewayClassName,
        List<Listener> listeners,
        @Nullable ObjectRef parametersRef) implements Resource {
    public Gateway {
        listeners = List.copyOf(listeners);
    }

    /** One without parameters. */
    public Gateway(Metadata metadata, String gatewayClassName, List<Listener> listeners) {
        this(metadata, gatewayClassName, listeners, null);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "Gateway", metadata.namespace(), metadata.name());
    }
}
