package dev.gatehouse.routing.resource;

import java.util.Set;

/** {@code Namespace}. */
final class NamespaceDecoder {
    private static final Set<String> IGNORED = Set.of("apiVersion", "kind", "status", "spec");

    private NamespaceDecoder() {}

    static Namespace decode(FieldReader object, Metadata metadata) {
        object.ignore(IGNORED);
        return new Namespace(metadata);
    }
}
