package dev.gatehouse.routing.resource;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.infrastructure}: for objects that are made for a Gateway.
 *
 * @param parametersRef null where absent
 */
public record GatewayInfrastructure(
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable ObjectRef parametersRef) {
    /** What an absent {@code infrastructure} means. */
    public static final GatewayInfrastructure NONE = new GatewayInfrastructure(Map.of(), Map.of(), null);

    public GatewayInfrastructure {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
