package dev.gatehouse.tck;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must stand in the status of an object.
 *
 * @param current whether every condition must have been observed at the object's generation
 * @param exact whether no listener may stand beside those listed
 * @param ancestors of a policy
 * @param absent listeners, by their names, or references to parents, that must not be there
 * @param attachedListenerSets null: any number
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
        List<WantedParent> ancestors,
        List<Map<String, String>> absent,
        @Nullable Integer attachedListenerSets,
        @Nullable String loadBalancer,
        boolean noAttachedRoutes,
        boolean noAcceptedParents) {
    /** Nothing but conditions, observed at the object's generation. */
    static StatusExpectation current(ObjectName object, List<WantedCondition> conditions) {
        return new StatusExpectation(
                object,
                conditions,
                true,
                List.of(),
                false,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                false,
                false);
    }

    /** The same with these in place of the marks for addresses; null where one is missing that is asked for. */
    @Nullable
    StatusExpectation replacing(@Nullable String usable, @Nullable String unusable) {
        WantedAddresses wanted = addresses;
        if (wanted == null || !wanted.hasMarks()) {
            return this;
        } else if (usable == null || unusable == null) {
            return null;
        }
        return new StatusExpectation(
                object,
                conditions,
                current,
                listeners,
                exact,
                wanted.replacing(usable, unusable),
                parents,
                ancestors,
                absent,
                attachedListenerSets,
                loadBalancer,
                noAttachedRoutes,
                noAcceptedParents);
    }

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
            int atLeast, @Nullable Integer count, boolean typed, List<String> contains, List<String> excludes) {
        boolean hasMarks() {
            return Stream.concat(contains.stream(), excludes.stream()).anyMatch(address -> address.contains("${"));
        }

        WantedAddresses replacing(String usable, String unusable) {
            UnaryOperator<String> replace = address ->
                    address.replace(References.USABLE_ADDRESS, usable).replace(References.UNUSABLE_ADDRESS, unusable);
            return new WantedAddresses(
                    atLeast,
                    count,
                    typed,
                    contains.stream().map(replace).toList(),
                    excludes.stream().map(replace).toList());
        }
    }

    /**
     * A parent of a route, or an ancestor of a policy.
     *
     * @param reference what must stand in its reference
     * @param controllerName null: any
     */
    record WantedParent(
            Map<String, String> reference, @Nullable String controllerName, List<WantedCondition> conditions) {}
}
