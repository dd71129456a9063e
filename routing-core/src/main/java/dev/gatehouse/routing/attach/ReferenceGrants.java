package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ReferenceGrant;
import dev.gatehouse.routing.resource.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may refer to objects of another namespace (GEP-709). The grant lies in the namespace of the object that is referred to. */
final class ReferenceGrants {
    private final Map<String, List<ReferenceGrant>> byNamespace;

    private ReferenceGrants(Map<String, List<ReferenceGrant>> byNamespace) {
        this.byNamespace = byNamespace;
    }

    static ReferenceGrants of(Resources resources) {
        return new ReferenceGrants(resources.all(ReferenceGrant.class).stream()
                .collect(Collectors.groupingBy(
                        grant -> grant.metadata().namespace(), HashMap::new, Collectors.toList())));
    }

    /** Whether {@code from} may refer to {@code to}; always within one namespace. */
    boolean permit(ObjectRef from, ObjectRef to) {
        return from.namespace().equals(to.namespace())
                || byNamespace.getOrDefault(to.namespace(), List.of()).stream()
                        .anyMatch(grant -> from(grant, from) && to(grant, to));
    }

    private static boolean from(ReferenceGrant grant, ObjectRef from) {
        return grant.from().stream()
                .anyMatch(entry -> entry.group().equals(from.group())
                        && entry.kind().equals(from.kind())
                        && entry.namespace().equals(from.namespace()));
    }

    private static boolean to(ReferenceGrant grant, ObjectRef to) {
        return grant.to().stream().anyMatch(entry -> {
            String name = entry.name();
            return entry.group().equals(to.group())
                    && entry.kind().equals(to.kind())
                    && (name == null || name.equals(to.name()));
        });
    }
}
