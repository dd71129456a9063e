package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ReferenceGrant} (GEP-709): lets objects of other namespaces refer to objects of this one. */
public record ReferenceGrant(Metadata metadata, List<From> from, List<To> to) implements Resource {
    public ReferenceGrant {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "ReferenceGrant", metadata.namespace(), metadata.name());
    }

    /** {@code spec.from[]}. */
    public record From(String group, String kind, String namespace) {}

    /** {@code spec.to[]}; {@code name} null: every object of the kind. */
    public record To(String group, String kind, @Nullable String name) {}
}
