package dev.gatehouse.tck;

import java.util.Map;

/**
 * Names an object of a case, of whatever kind.
 *
 * @param namespace empty for objects of the cluster
 */
record ObjectName(String kind, String namespace, String name) {
    static ObjectName of(Body named) {
        String namespace = named.textOrNull("namespace");
        return new ObjectName(named.text("kind"), namespace == null ? "" : namespace, named.text("name"));
    }

    static ObjectName of(Map<String, ?> object) {
        Body document = Body.of(object, "an object");
        Body metadata = document.required("metadata");
        String namespace = metadata.textOrNull("namespace");
        return new ObjectName(document.text("kind"), namespace == null ? "" : namespace, metadata.text("name"));
    }

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
