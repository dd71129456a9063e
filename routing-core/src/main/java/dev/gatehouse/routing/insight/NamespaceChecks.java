package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects that name no namespace, and miss or are missed by those that do. */
final class NamespaceChecks {
    private static final FieldPath NAMESPACE = FieldPath.ROOT.field("metadata").field("namespace");

    private NamespaceChecks() {}

    static void run(Scene scene, Report report) {
        Map<Name, List<Resource>> byName = new HashMap<>();
        for (Resource resource : scene.resources().all()) {
            ObjectRef ref = resource.ref();
            byName.computeIfAbsent(new Name(ref.kind(), ref.name()), key -> new ArrayList<>())
                    .add(resource);
        }
        for (Reference reference : scene.references()) {
            ObjectRef to = reference.to();
            List<Resource> named = byName.getOrDefault(new Name(to.kind(), to.name()), List.of());
            if (scene.find(to) == null && !named.isEmpty()) {
                missed(report, reference, named.get(0));
            }
        }
    }

    /** @param elsewhere what has the kind and name that is looked for, in another namespace */
    private static void missed(Report report, Reference reference, Resource elsewhere) {
        Resource from = reference.from();
        if (elsewhere.metadata().namespaceDefaulted()) {
            add(report, elsewhere, reference.to().namespace(), "where " + from.ref() + " misses it");
        } else if (from.metadata().namespaceDefaulted()
                && !reference.crosses()
                && !reference.to().kind().equals("Gateway")
                && !reference.to().kind().equals("ListenerSet")) {
            add(report, from, elsewhere.metadata().namespace(), "where " + elsewhere.ref() + " is");
        }
    }

    private static void add(Report report, Resource resource, String meant, String why) {
        report.add(
                "namespace-defaulted",
                resource,
                NAMESPACE,
                "found none, which means " + resource.metadata().namespace() + " (expected: " + meant + ", " + why
                        + ")",
                new Change.Put(resource.ref(), NAMESPACE, meant));
    }

    /** Within whichever namespace. */
    private record Name(String kind, String name) {}
}
