package dev.gatehouse.routing.resource;

/** References from one object to another. */
final class References {
    private static final String GATEWAY_GROUP = ResourceKind.GATEWAY_GROUP;

    private References() {}

    static ParentReference parent(FieldReader parent) {
        return new ParentReference(
                parent.text("group", Names.GROUP, GATEWAY_GROUP),
                parent.text("kind", Names.KIND, "Gateway"),
                parent.text("namespace", Names.NAMESPACE),
                parent.requiredText("name", Names.OBJECT_NAME),
                parent.text("sectionName", Names.SECTION_NAME),
                parent.integer("port", 1, ApiLimits.MAX_PORT));
    }

    /** {@code ParentGatewayReference}: a parent without section and port. */
    static ParentReference gateway(FieldReader parent) {
        return new ParentReference(
                parent.text("group", Names.GROUP, GATEWAY_GROUP),
                parent.text("kind", Names.KIND, "Gateway"),
                parent.text("namespace", Names.NAMESPACE),
                parent.requiredText("name", Names.OBJECT_NAME),
                null,
                null);
    }

    static BackendObjectReference backend(FieldReader backend) {
        String group = backend.text("group", Names.GROUP, "");
        String kind = backend.text("kind", Names.KIND, "Service");
        Integer port = backend.integer("port", 1, ApiLimits.MAX_PORT);
        if (group.isEmpty() && kind.equals("Service") && !backend.has("port")) {
            backend.missing("port", "expected: the port of the Service, 1 to 65535");
        }
        return new BackendObjectReference(
                group,
                kind,
                backend.text("namespace", Names.NAMESPACE),
                backend.requiredText("name", Names.OBJECT_NAME),
                port);
    }

    /** {@code BackendRef}: with its weight. */
    static BackendRef weightedBackend(FieldReader backend) {
        return new BackendRef(backend(backend), backend.integer("weight", 0, ApiLimits.MAX_WEIGHT, 1));
    }

    static SecretObjectReference secret(FieldReader secret) {
        return new SecretObjectReference(
                secret.text("group", Names.GROUP, ""),
                secret.text("kind", Names.KIND, "Secret"),
                secret.text("namespace", Names.NAMESPACE),
                secret.requiredText("name", Names.OBJECT_NAME));
    }

    /** {@code LocalObjectReference}, to an object of this namespace: group, kind and name, all of them required. */
    static ObjectRef local(FieldReader reference, String namespace) {
        return new ObjectRef(
                requiredGroup(reference),
                reference.requiredText("kind", Names.KIND),
                namespace,
                reference.requiredText("name", Names.OBJECT_NAME));
    }

    /** {@code ObjectReference}: as {@link #local}, of another namespace where it says so. */
    static ObjectRef object(FieldReader reference, String namespace) {
        return local(reference, reference.text("namespace", Names.NAMESPACE, namespace));
    }

    /** A group that must be written, though it may be empty. */
    static String requiredGroup(FieldReader reference) {
        return reference.requiredText("group", Names.GROUP);
    }
}
