package dev.gatehouse.routing.resource;

/**
 * Names one object.
 *
 * @param group API group, empty for core kinds
 * @param kind such as {@code HTTPRoute}
 * @param namespace empty for kinds that belong to the cluster
 * @param name {@code metadata.name}
 */
public record ObjectRef(String group, String kind, String namespace, String name) {
    /** The text by which the Gateway API orders routes of the same age. */
    public String namespacedName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Such as {@code HTTPRoute default/shop}. */
    @Override
    public String toString() {
        return kind + " " + namespacedName();
    }
}
