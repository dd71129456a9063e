package dev.gatehouse.routing.resource;

import java.util.Map;

/** {@code ConfigMap}; {@code binaryData} is not read. */
public record ConfigMap(Metadata metadata, Map<String, String> data) implements Resource {
    public ConfigMap {
        data = Map.copyOf(data);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("", "ConfigMap", metadata.namespace(), metadata.name());
    }
}
