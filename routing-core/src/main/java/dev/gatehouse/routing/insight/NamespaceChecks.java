package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.LabelSelector;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Namespace;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Objects that name no namespace, and miss or are missed by those that do; and selectors of namespaces. */
final class NamespaceChecks {
    private static final FieldPath NAMESPACE = FieldPath.ROOT.field("metadata").field("namespace");

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private NamespaceChecks() {}

    static void defaulted(Scene scene, Report report) {
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

    /** Selectors that fit no namespace, where Namespaces are among the resources; every one has its name as a label. */
    static void selectors(Scene scene, Report report) {
        if (scene.resources().all(Namespace.class).isEmpty()) {
            return;
        }
        Map<String, Map<String, String>> labels = new HashMap<>();
        for (Resource resource : scene.resources().all()) {
            Metadata metadata = resource.metadata();
            String name = resource instanceof Namespace ? metadata.name() : metadata.namespace();
            Map<String, String> known = labels.computeIfAbsent(name, key -> new HashMap<>(Map.of(NAME_LABEL, name)));
            if (resource instanceof Namespace) {
                known.putAll(metadata.labels());
            }
        }
        for (Gateway gateway : scene.resources().all(Gateway.class)) {
            FieldPath spec = Scene.SPEC;
            selector(
                    report,
                    gateway,
                    spec.field("allowedListeners"),
                    gateway.allowedListeners().selector(),
                    labels);
            for (int i = 0; i < gateway.listeners().size(); i++) {
                selector(
                        report,
                        gateway,
                        spec.field("listeners").index(i).field("allowedRoutes"),
                        gateway.listeners().get(i).allowedRoutes().selector(),
                        labels);
            }
        }
    }

    private static void selector(
            Report report,
            Gateway gateway,
            FieldPath allowed,
            @Nullable LabelSelector selector,
            Map<String, Map<String, String>> labels) {
        if (selector != null && labels.values().stream().noneMatch(selector::matches)) {
            FieldPath field = allowed.field("namespaces").field("selector");
            report.add(
                    "namespace-selector-matches-nothing",
                    gateway,
                    field,
                    "found labels that no namespace has (there are: "
                            + String.join(", ", new TreeSet<>(labels.keySet())) + ")");
        }
    }

    /** Within whichever namespace. */
    private record Name(String kind, String name) {}
}
