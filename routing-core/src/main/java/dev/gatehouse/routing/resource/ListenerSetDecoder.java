package dev.gatehouse.routing.resource;

import java.util.List;

/** {@code ListenerSet}. */
final class ListenerSetDecoder {
    private ListenerSetDecoder() {}

    static ListenerSet decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        FieldReader parent = spec == null ? null : spec.requiredObject("parentRef");
        ParentReference reference =
                parent == null ? new ParentReference("", "", null, "", null, null) : References.gateway(parent);
        return new ListenerSet(metadata, reference, spec == null ? List.of() : ListenerDecoder.decode(spec));
    }
}
