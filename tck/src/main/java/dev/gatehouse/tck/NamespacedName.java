package dev.gatehouse.tck;

import org.jspecify.annotations.Nullable;

/** Names an object whose kind goes without saying. */
record NamespacedName(String namespace, String name) {
    static @Nullable NamespacedName readOrNull(Body body, String field) {
        Body named = body.object(field);
        return named == null ? null : new NamespacedName(named.text("namespace"), named.text("name"));
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
