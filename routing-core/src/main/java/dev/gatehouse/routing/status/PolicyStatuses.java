package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedPolicy;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of BackendTLSPolicies (GEP-1897), ancestor by ancestor. */
final class PolicyStatuses {
    /** What the API takes ({@code PolicyStatus.ancestors}). */
    private static final int MAX_ANCESTORS = 16;

    private PolicyStatuses() {}

    static List<PolicyStatus> of(List<AttachedPolicy> attached, ControllerNames controllers) {
        Map<ObjectRef, List<PolicyStatus.Ancestor>> policies = new LinkedHashMap<>();
        for (AttachedPolicy policy : attached) {
            List<PolicyStatus.Ancestor> ancestors =
                    policies.computeIfAbsent(policy.policy().ref(), key -> new ArrayList<>());
            if (ancestors.size() < MAX_ANCESTORS) {
                Conditions conditions =
                        new Conditions(policy.policy().metadata().generation());
                ancestors.add(new PolicyStatus.Ancestor(
                        policy.gateway(),
                        controllers.of(policy.gateway()),
                        List.of(
                                accepted(conditions, policy.refusal()),
                                resolved(conditions, policy.brokenReferences()))));
            }
        }
        return policies.entrySet().stream()
                .map(entry -> new PolicyStatus(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Condition accepted(Conditions conditions, @Nullable Refusal refusal) {
        if (refusal == null) {
            return conditions.policyAccepted();
        }
        return switch (refusal.reason()) {
            case "Conflicted" -> conditions.policyConflicted(refusal.message());
            case "TargetNotFound" -> conditions.targetNotFound(refusal.message());
            case "Invalid" -> conditions.policyInvalid(refusal.message());
            case "NoValidCACertificate" -> conditions.noValidCaCertificate(refusal.message());
            default -> throw new IllegalStateException("no condition for " + refusal);
        };
    }

    /** The first broken reference gives the reason, the message names all. */
    private static Condition resolved(Conditions conditions, List<Refusal> broken) {
        if (broken.isEmpty()) {
            return conditions.resolvedRefs();
        }
        String message = Messages.of(broken);
        return switch (broken.get(0).reason()) {
            case "InvalidKind" -> conditions.invalidKind(message);
            case "InvalidCACertificateRef" -> conditions.invalidCaCertificateRef(message);
            default -> throw new IllegalStateException("no condition for " + broken.get(0));
        };
    }
}
