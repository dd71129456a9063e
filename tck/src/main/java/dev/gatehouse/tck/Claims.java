package dev.gatehouse.tck;

import dev.gatehouse.routing.status.SupportedFeatures;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The features that a front end says it has; cases about others are skipped.
 *
 * @param features by the names of the Gateway API's conformance suite, and those of the kit's Ingress cases
 */
public record Claims(Set<String> features) {
    /** What routing decides today, without a socket. */
    public static final Claims ROUTING = new Claims(Stream.concat(
                    SupportedFeatures.NAMES.stream(),
                    Stream.of(
                            "Ingress",
                            "IngressClass",
                            "IngressDefaultBackend",
                            "IngressHostRules",
                            "IngressLoadBalancing",
                            "IngressPathRules",
                            "IngressResourceBackend",
                            "IngressTLS",
                            "IngressValidation"))
            .collect(Collectors.toUnmodifiableSet()));

    public Claims {
        features = Set.copyOf(features);
    }

    /** What routing decides, without what a front end says that it lacks. */
    public static Claims of(FrontEndUnderTest frontEnd) {
        Set<String> features = new TreeSet<>(ROUTING.features);
        features.removeAll(frontEnd.lacks());
        return new Claims(features);
    }

    /** Why a case does not apply; empty where it does. */
    String against(Case each) {
        TreeSet<String> missing = new TreeSet<>(each.features());
        missing.addAll(each.needs());
        missing.removeAll(features);
        if (!missing.isEmpty()) {
            return "not claimed: " + String.join(", ", missing);
        }
        for (String feature : each.unless()) {
            if (features.contains(feature)) {
                return "asserts nothing where " + feature + " is claimed";
            }
        }
        return each.unread().isEmpty() ? "" : "not judged: " + String.join(", ", each.unread());
    }
}
