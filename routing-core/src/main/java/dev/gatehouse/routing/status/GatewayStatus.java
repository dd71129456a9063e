package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/**
 * {@code Gateway.status}.
 *
 * @param listeners one for each of {@code spec.listeners}, in its order
 * @param addresses as the front end tells them; of those that {@code spec.addresses} asks for the usable ones
 * @param attachedListenerSets how many ListenerSets are accepted for it
 */
public record GatewayStatus(
        ObjectRef gateway,
        List<Condition> conditions,
        List<ListenerStatus> listeners,
        List<Address> addresses,
        int attachedListenerSets) {
    public GatewayStatus {
        conditions = List.copyOf(conditions);
        listeners = List.copyOf(listeners);
        addresses = List.copyOf(addresses);
    }
}
