package dev.gatehouse.routing.resource;

import java.util.Map;

/**
 * {@code ConfigMap}.
 *
 * @param binaryData decoded; the arrays must not be changed
 */
public record ConfigMap(Metadata metadata, Map<String, String> data, Map<String, byte[]> binaryData)
        implements Resource {
    public ConfigMap {
        data = Map.copyOf(data);
        binaryData = Map.copyOf(binaryData);
    }

    /** One of texts alone. */
    public ConfigMap(Metadata metadata, Map<String, String> data) {
        this(metadata, data, Map.of());
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("", "ConfigMap", metadata.namespace(), metadata.name());
    }
}
