package dev.gatehouse.tck;

import java.util.Map;

/**
 * Names an object of a case, of whatever kind.
 *
 * @param namespace empty for objects of the cluster
 */
record ObjectName(String kind, String namespace, String name) {
    /** The keys {@code kind}, {@code namespace} and {@code name} of a step. */
    static ObjectName read(Body step) {
        return new ObjectName(step.text("kind"), step.text("namespace", ""), step.text("name"));
    }

    /** The name of an object. */
    static ObjectName of(Body object) {
        Body metadata = object.required("metadata");
        return new ObjectName(object.text("kind"), metadata.text("namespace", ""), metadata.text("name"));
    }

    static ObjectName of(Map<String, ?> object) {
        return of(Body.of(object, "an object"));
    }

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
