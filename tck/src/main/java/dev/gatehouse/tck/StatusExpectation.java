package dev.gatehouse.tck;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must stand in the status of an object.
 *
 * @param current whether every condition must have been observed at the object's generation
 * @param exact whether no listener may stand beside those listed
 * @param loadBalancer {@code present} or {@code absent}; null: either
 * @param noAttachedRoutes whether there must be no listener, or one without routes
 * @param noAcceptedParents whether there must be no parent, or one that is not accepted
 */
record StatusExpectation(
        ObjectName object,
        List<WantedCondition> conditions,
        boolean current,
        List<WantedListener> listeners,
        boolean exact,
        @Nullable WantedAddresses addresses,
        List<WantedParent> parents,
        @Nullable String loadBalancer,
        boolean noAttachedRoutes,
        boolean noAcceptedParents) {
    /**
     * A condition.
     *
     * @param status null: any
     * @param reason null: any
     */
    record WantedCondition(
            String type, @Nullable String status, @Nullable String reason) {
        @Override
        public String toString() {
            return type + "=" + (status == null ? "*" : status) + (reason == null ? "" : "/" + reason);
        }
    }

    /**
     * A listener.
     *
     * @param supportedKinds each {@code group/kind}, more may be there; none: none may; null: any
     * @param attachedRoutes null: any number
     */
    record WantedListener(
            String name,
            @Nullable List<String> supportedKinds,
            @Nullable Integer attachedRoutes,
            List<WantedCondition> conditions) {}

    /**
     * Addresses, each {@code type value}, or {@code value} alone where the type may be any.
     *
     * @param count null: any number
     */
    record WantedAddresses(
            int atLeast, @Nullable Integer count, boolean typed, List<String> contains, List<String> excludes) {}

    /**
     * A parent of a route.
     *
     * @param reference what must stand in its {@code parentRef}
     * @param controllerName null: any
     */
    record WantedParent(
            Map<String, String> reference, @Nullable String controllerName, List<WantedCondition> conditions) {}
}
