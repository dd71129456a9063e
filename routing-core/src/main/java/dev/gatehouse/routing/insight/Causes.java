package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves out what is only the consequence of another finding. */
final class Causes {
    /** What is not worth a word where the same object has one of these. */
    private static final Map<String, Set<String>> SAME_OBJECT = Map.of(
            "ingress-class-missing", Set.of("ingress-no-controller"),
            "ingress-unclassified", Set.of("ingress-no-controller", "ambiguous-controllers"),
            "gateway-not-accepted", Set.of("gateway-class-not-accepted"),
            "multi-tenant-hostname", Set.of("route-hijack"),
            "unsupported-filter", Set.of("extension-ref-unresolved"),
            "listener-without-routes", Set.of("gateway-not-accepted", "gateway-class-missing"));

    /** The names by which a reference says that its target is not there. */
    private static final Set<String> TARGET_MISSING =
            Set.of("backend-not-found", "parent-not-found", "tls-secret-missing", "tls-secret-not-in-manifests");

    private Causes() {}

    /** Those that are causes, or stand alone. */
    static List<Finding> only(Collection<Finding> findings, Report report, Scene scene) {
        Map<@Nullable ObjectRef, Set<String>> names = new HashMap<>();
        findings.forEach(finding -> names.computeIfAbsent(finding.resource(), key -> new HashSet<>())
                .add(finding.name()));
        return findings.stream()
                .filter(finding -> !report.hides(finding.problem()))
                .filter(finding -> SAME_OBJECT.getOrDefault(finding.name(), Set.of()).stream()
                        .noneMatch(names.getOrDefault(finding.resource(), Set.of())::contains))
                .filter(finding -> !targetIsRefused(finding, scene))
                .toList();
    }

    private static boolean targetIsRefused(Finding finding, Scene scene) {
        if (!TARGET_MISSING.contains(finding.name())) {
            return false;
        }
        Reference reference = scene.reference(finding.resource(), finding.field());
        return reference != null && scene.isRefused(reference.to());
    }
}
