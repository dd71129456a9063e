package dev.gatehouse.routing.resource;

import java.util.List;
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
        for (int i = 1; i < parents.size() && i < ApiLimits.PARENT_REFS; i++) {
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
