package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayInfrastructure;
import java.util.HashMap;
import java.util.Map;

/**
 * What objects must bear that a program creates for a Gateway, such as a Deployment or a Service ({@code Gateway.spec.infrastructure},
 * GEP-1867 and GEP-1762). Gatehouse itself creates none.
 *
 * @param labels those that the Gateway asks for, and by which Gateway and class the object is found
 * @param annotations those that the Gateway asks for
 */
public record InfrastructureMetadata(Map<String, String> labels, Map<String, String> annotations) {
    private static final String PREFIX = "gateway.networking.k8s.io/";
    private static final int MAX_LABEL_VALUE = 63;

    public InfrastructureMetadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** For the objects of this Gateway. What it asks for does not replace the labels by which they are found. */
    public static InfrastructureMetadata of(Gateway gateway) {
        GatewayInfrastructure asked = gateway.infrastructure();
        Map<String, String> labels = new HashMap<>(asked.labels());
        add("gateway-name", gateway.metadata().name(), labels);
        add("gateway-class-name", gateway.gatewayClassName(), labels);
        return new InfrastructureMetadata(labels, asked.annotations());
    }

    /** A name that is too long for a label cannot be found by it. */
    private static void add(String label, String value, Map<String, String> labels) {
        if (value.length() <= MAX_LABEL_VALUE) {
            labels.put(PREFIX + label, value);
        }
    }
}
