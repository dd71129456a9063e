package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway}: the listeners that routes attach to.
 *
 * @param gatewayClassName {@code spec.gatewayClassName}
 * @param listeners {@code spec.listeners}, at least one, names unique
 * @param addresses {@code spec.addresses}; empty where absent
 * @param infrastructure {@code spec.infrastructure}
 * @param allowedListeners {@code spec.allowedListeners}
 * @param tls {@code spec.tls}, null where absent
 * @param defaultScope {@code spec.defaultScope: All} (GEP-3793, experimental): routes may attach to it without naming it
 */
public record Gateway(
        Metadata metadata,
        String gatewayClassName,
        List<Listener> listeners,
        List<GatewayAddress> addresses,
        GatewayInfrastructure infrastructure,
        AllowedListeners allowedListeners,
        @Nullable GatewayTls tls,
        boolean defaultScope)
        implements Resource {
    public Gateway {
        listeners = List.copyOf(listeners);
        addresses = List.copyOf(addresses);
    }

    /** One with nothing but listeners. */
    public Gateway(Metadata metadata, String gatewayClassName, List<Listener> listeners) {
        this(
                metadata,
                gatewayClassName,
                listeners,
                List.of(),
                GatewayInfrastructure.NONE,
                AllowedListeners.DEFAULT,
                null,
                false);
    }

    /** {@code spec.infrastructure.parametersRef}, null where absent. */
    public @Nullable ObjectRef parametersRef() {
        return infrastructure.parametersRef();
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "Gateway", metadata.namespace(), metadata.name());
    }
}
