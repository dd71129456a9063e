package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/**
 * {@code status} of a BackendTLSPolicy.
 *
 * @param ancestors one for each Gateway of ours whose routes reach one of its targets, at most 16; those of others are to be left alone
 */
public record PolicyStatus(ObjectRef policy, List<Ancestor> ancestors) {
    public PolicyStatus {
        ancestors = List.copyOf(ancestors);
    }

    /**
     * {@code status.ancestors[]}.
     *
     * @param ancestorRef the Gateway
     * @param controllerName that of the Gateway's class
     */
    public record Ancestor(ObjectRef ancestorRef, String controllerName, List<Condition> conditions) {
        public Ancestor {
            conditions = List.copyOf(conditions);
        }
    }
}
