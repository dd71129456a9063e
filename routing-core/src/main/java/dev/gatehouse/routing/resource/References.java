package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Of two references to one parent both must name a section or none, and not the same; or the same of section and port. */
    static void checkParents(List<ParentReference> parents, String namespace, FieldReader spec) {
        if (parents.size() > ApiLimits.PARENT_REFS) {
            return;
        }
        for (int i = 1; i < parents.size(); i++) {
            for (int j = 0; j < i; j++) {
                ParentReference one = parents.get(j);
                ParentReference other = parents.get(i);
                if (haveSameParent(one, other, namespace) && !bySection(one, other) && !bySectionAndPort(one, other)) {
                    spec.problems()
                            .error(
                                    "duplicate-value",
                                    spec.path("parentRefs").index(i),
                                    "found the parent of parentRefs[" + j + "] once more (expected: in both a"
                                            + " sectionName, and another one)");
                    break;
                }
            }
        }
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

    static SecretObjectReference secret(FieldReader secret) {
        return new SecretObjectReference(
                secret.text("group", Names.GROUP, ""),
                secret.text("kind", Names.KIND, "Secret"),
                secret.text("namespace", Names.NAMESPACE),
                secret.requiredText("name", Names.OBJECT_NAME));
    }

    /** {@code LocalObjectReference}: group, kind and name, all of them required. */
    static void checkLocal(FieldReader reference) {
        local(reference, "");
    }

    /** {@code LocalObjectReference} to an object of this namespace. */
    static ObjectRef local(FieldReader reference, String namespace) {
        return new ObjectRef(
                requiredGroup(reference),
                reference.requiredText("kind", Names.KIND),
                namespace,
                reference.requiredText("name", Names.OBJECT_NAME));
    }

    /** {@code ObjectReference}: as {@link #checkLocal}, with an optional namespace. */
    static void check(FieldReader reference) {
        checkLocal(reference);
        reference.text("namespace", Names.NAMESPACE);
    }

    /** A group that must be written, though it may be empty. */
    static String requiredGroup(FieldReader reference) {
        return reference.requiredText("group", Names.GROUP);
    }

    private static boolean haveSameParent(ParentReference one, ParentReference other, String namespace) {
        return one.name().equals(other.name())
                && one.kind().equals(other.kind())
                && one.group().equals(other.group())
                && orElse(one.namespace(), namespace).equals(orElse(other.namespace(), namespace));
    }

    /** The rule of the standard channel. */
    private static boolean bySection(ParentReference one, ParentReference other) {
        return one.sectionName() != null
                && other.sectionName() != null
                && !one.sectionName().equals(other.sectionName());
    }

    /** The rule of the experimental channel. */
    private static boolean bySectionAndPort(ParentReference one, ParentReference other) {
        boolean alike = (one.sectionName() == null) == (other.sectionName() == null)
                && (one.port() == null) == (other.port() == null);
        boolean equal = orElse(one.sectionName(), "").equals(orElse(other.sectionName(), ""))
                && (one.port() == null || one.port().equals(other.port()));
        return alike && !equal;
    }

    private static String orElse(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
