package dev.gatehouse.routing.resource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every route says of its parents.
 *
 * @param useDefaultGateways whether {@code spec.useDefaultGateways} is {@code All}
 */
record RouteParents(List<ParentReference> references, boolean useDefaultGateways) {
    private static final Choice<String> DEFAULT_GATEWAYS = Choice.of("All", "None");

    /** Those of a route without a {@code spec}. */
    static final RouteParents NONE = new RouteParents(List.of(), false);

    static RouteParents read(FieldReader spec, String namespace) {
        List<ParentReference> parents = spec.objects("parentRefs", ApiLimits.PARENT_REFS, References::parent);
        check(parents, namespace, spec);
        return new RouteParents(parents, "All".equals(spec.choice("useDefaultGateways", DEFAULT_GATEWAYS)));
    }

    /** Of two references to one parent both must name a section or none, and not the same; or the same of section and port. */
    private static void check(List<ParentReference> parents, String namespace, FieldReader spec) {
        if (parents.size() < 2) {
            return;
        }
        Map<ObjectRef, Map<String, Set<Integer>>> seen = new HashMap<>();
        for (int i = 0; i < parents.size(); i++) {
            ParentReference reference = parents.get(i);
            ObjectRef parent = new ObjectRef(
                    reference.group(), reference.kind(), orElse(reference.namespace(), namespace), reference.name());
            if (clashes(reference, seen.computeIfAbsent(parent, key -> new HashMap<>()))) {
                spec.problems()
                        .error(
                                "duplicate-value",
                                spec.path("parentRefs").index(i),
                                "found " + parent + " as a parent once more (expected: in each reference to it a"
                                        + " sectionName or port, and another one)");
            }
        }
    }

    /**
     * @param portsOfSections the ports that the references before this one name beside each section: 0 for none, and no text for no
     *     section
     */
    private static boolean clashes(ParentReference reference, Map<String, Set<Integer>> portsOfSections) {
        String section = orElse(reference.sectionName(), "");
        int port = reference.port() == null ? 0 : reference.port();
        boolean mixed = !portsOfSections.isEmpty() && portsOfSections.containsKey("") != section.isEmpty();
        Set<Integer> ports = portsOfSections.computeIfAbsent(section, key -> new HashSet<>());
        boolean equal = !ports.isEmpty() && (port == 0 || ports.contains(0) || ports.contains(port));
        ports.add(port);
        return mixed || equal;
    }

    private static String orElse(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }
}
