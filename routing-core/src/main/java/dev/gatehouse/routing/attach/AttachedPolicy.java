package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.BackendTlsPolicy;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a BackendTLSPolicy under one Gateway of ours that reaches one of its targets.
 *
 * @param gateway the ancestor
 * @param refusal null where the policy is accepted; otherwise {@code Conflicted}, {@code TargetNotFound}, {@code Invalid} or
 *     {@code NoValidCACertificate}
 * @param brokenReferences authorities that are of no use, in the order written
 */
public record AttachedPolicy(
        BackendTlsPolicy policy,
        ObjectRef gateway,
        @Nullable Refusal refusal,
        List<Refusal> brokenReferences) {
    public AttachedPolicy {
        brokenReferences = List.copyOf(brokenReferences);
    }
}
