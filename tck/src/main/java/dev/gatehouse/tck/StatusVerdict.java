package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.Condition;
import dev.gatehouse.routing.status.GatewayClassStatus;
import dev.gatehouse.routing.status.GatewayStatus;
import dev.gatehouse.routing.status.IngressStatus;
import dev.gatehouse.routing.status.ListenerSetStatus;
import dev.gatehouse.routing.status.ListenerStatus;
import dev.gatehouse.routing.status.PolicyStatus;
import dev.gatehouse.routing.status.RouteParentStatus;
import dev.gatehouse.routing.status.RouteStatus;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.StatusExpectation.WantedAddresses;
import dev.gatehouse.tck.StatusExpectation.WantedCondition;
import dev.gatehouse.tck.StatusExpectation.WantedListener;
import dev.gatehouse.tck.StatusExpectation.WantedParent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of an expectation does not hold. Holds the state of one comparison, for one thread.
 *
 * <p>An object without a status has no condition, no listener, no parent and no address, which some steps ask for.
 */
final class StatusVerdict {
    private final StatusExpectation expected;
    private final long generation;
    private final List<String> unmet = new ArrayList<>();
    private String unjudged = "";

    private StatusVerdict(StatusExpectation expected, long generation) {
        this.expected = expected;
        this.generation = generation;
    }

    /**
     * What differs.
     *
     * @param expected empty where everything holds
     * @param unjudged what could not be compared; empty where everything could
     */
    record Difference(String expected, String actual, String unjudged) {}

    /** @param generation the object's own, at this moment */
    static Difference of(StatusExpectation expected, long generation, Statuses statuses) {
        StatusVerdict verdict = new StatusVerdict(expected, generation);
        Object status = verdict.compare(statuses);
        return new Difference(
                String.join("; ", verdict.unmet), status == null ? "no status" : status.toString(), verdict.unjudged);
    }

    private @Nullable Object compare(Statuses statuses) {
        switch (expected.object().kind()) {
            case "GatewayClass" -> {
                GatewayClassStatus status = meant(statuses.gatewayClasses(), GatewayClassStatus::gatewayClass);
                compareConditions(status == null ? List.of() : status.conditions());
                return status;
            }
            case "Gateway" -> {
                GatewayStatus status = meant(statuses.gateways(), GatewayStatus::gateway);
                compareConditions(status == null ? List.of() : status.conditions());
                compareListeners(status == null ? List.of() : status.listeners());
                compareAddresses(status == null ? List.of() : status.addresses());
                Integer sets = expected.attachedListenerSets();
                int came = status == null ? 0 : status.attachedListenerSets();
                require(sets == null || sets == came, sets + " attached ListenerSets");
                return status;
            }
            case "ListenerSet" -> {
                ListenerSetStatus status = meant(statuses.listenerSets(), ListenerSetStatus::listenerSet);
                compareConditions(status == null ? List.of() : status.conditions());
                compareListeners(status == null ? List.of() : status.listeners());
                return status;
            }
            case "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute" -> {
                RouteStatus status = meant(statuses.routes(), RouteStatus::route);
                compareParents(status == null ? List.of() : status.parents());
                return status;
            }
            case "BackendTLSPolicy" -> {
                PolicyStatus status = meant(statuses.policies(), PolicyStatus::policy);
                compareAncestors(status == null ? List.of() : status.ancestors());
                return status;
            }
            case "Ingress" -> {
                IngressStatus status = meant(statuses.ingresses(), IngressStatus::ingress);
                compareLoadBalancer(status == null || status.loadBalancer().isEmpty());
                return status;
            }
            default -> {
                unjudged = "the status of a " + expected.object().kind();
                return null;
            }
        }
    }

    private <T> @Nullable T meant(List<T> statuses, Function<T, ObjectRef> object) {
        return statuses.stream()
                .filter(status -> isMeant(object.apply(status)))
                .findFirst()
                .orElse(null);
    }

    private boolean isMeant(ObjectRef ref) {
        return ref.kind().equals(expected.object().kind())
                && ref.name().equals(expected.object().name())
                && ref.namespace().equals(expected.object().namespace());
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            unmet.add(what);
        }
    }

    private void compareConditions(List<Condition> conditions) {
        expected.conditions().forEach(wanted -> require(holds(wanted, conditions), wanted.toString()));
        compareGeneration(conditions);
    }

    private void compareGeneration(List<Condition> conditions) {
        require(
                !expected.current()
                        || (!conditions.isEmpty()
                                && conditions.stream().allMatch(each -> each.observedGeneration() == generation)),
                "conditions observed at generation " + generation);
    }

    private static boolean holds(WantedCondition wanted, List<Condition> conditions) {
        return conditions.stream()
                .anyMatch(each -> each.type().equals(wanted.type())
                        && (wanted.status() == null
                                || wanted.status().equals(each.status().text()))
                        && (wanted.reason() == null || wanted.reason().equals(each.reason())));
    }

    private void compareListeners(List<ListenerStatus> listeners) {
        for (WantedListener wanted : expected.listeners()) {
            ListenerStatus found = listeners.stream()
                    .filter(each -> each.name().equals(wanted.name()))
                    .findFirst()
                    .orElse(null);
            String place = "listener " + wanted.name();
            if (found == null) {
                unmet.add(place);
                continue;
            }
            List<String> kinds = found.supportedKinds().stream()
                    .map(kind -> kind.group() + "/" + kind.kind())
                    .toList();
            List<String> wantedKinds = wanted.supportedKinds();
            require(
                    wantedKinds == null || (wantedKinds.isEmpty() ? kinds.isEmpty() : kinds.containsAll(wantedKinds)),
                    place + " with kinds " + wantedKinds);
            Integer routes = wanted.attachedRoutes();
            require(routes == null || routes == found.attachedRoutes(), place + " with " + routes + " routes");
            wanted.conditions()
                    .forEach(condition -> require(holds(condition, found.conditions()), place + " with " + condition));
        }
        for (Map<String, String> absent : expected.absent()) {
            String name = absent.getOrDefault("name", "");
            require(listeners.stream().noneMatch(each -> each.name().equals(name)), "no listener " + name);
        }
        require(!expected.exact() || listeners.size() == expected.listeners().size(), "no listener beside those named");
        require(
                !expected.noAttachedRoutes()
                        || listeners.isEmpty()
                        || (listeners.size() == 1 && listeners.get(0).attachedRoutes() == 0),
                "no attached routes");
    }

    private void compareAddresses(List<Address> addresses) {
        WantedAddresses wanted = expected.addresses();
        if (wanted == null) {
            return;
        }
        Integer count = wanted.count();
        require(
                addresses.size() >= wanted.atLeast() && (count == null || count == addresses.size()),
                (count == null ? "at least " + wanted.atLeast() : count) + " addresses");
        require(
                !wanted.typed()
                        || addresses.stream().noneMatch(each -> each.type().isEmpty()),
                "typed addresses");
        wanted.contains().forEach(each -> require(contains(addresses, each), "address " + each));
        wanted.excludes().forEach(each -> require(!contains(addresses, each), "no address " + each));
    }

    private static boolean contains(List<Address> addresses, String wanted) {
        return addresses.stream()
                .anyMatch(each -> wanted.equals(each.value()) || wanted.equals(each.type() + " " + each.value()));
    }

    private void compareParents(List<RouteParentStatus> parents) {
        for (WantedParent wanted : expected.parents()) {
            require(
                    parents.stream().anyMatch(parent -> fits(parent, wanted)),
                    "a parent " + wanted.reference() + " with " + wanted.conditions());
        }
        for (Map<String, String> absent : expected.absent()) {
            require(
                    parents.stream()
                            .noneMatch(parent ->
                                    reference(parent.parentRef()).entrySet().containsAll(absent.entrySet())),
                    "no parent " + absent);
        }
        compareGeneration(
                parents.stream().flatMap(parent -> parent.conditions().stream()).toList());
        require(
                !expected.noAcceptedParents()
                        || parents.isEmpty()
                        || (parents.size() == 1
                                && holds(
                                        new WantedCondition("Accepted", "False", null),
                                        parents.get(0).conditions())),
                "no accepted parents");
    }

    private boolean fits(RouteParentStatus parent, WantedParent wanted) {
        Map<String, String> reference = reference(parent.parentRef());
        return wanted.reference().entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(reference.get(entry.getKey())))
                && (wanted.controllerName() == null || wanted.controllerName().equals(parent.controllerName()))
                && wanted.conditions().stream().allMatch(condition -> holds(condition, parent.conditions()));
    }

    private void compareAncestors(List<PolicyStatus.Ancestor> ancestors) {
        for (WantedParent wanted : expected.ancestors()) {
            require(
                    ancestors.stream().anyMatch(ancestor -> fits(ancestor, wanted)),
                    "an ancestor " + wanted.reference() + " with " + wanted.conditions());
        }
        compareGeneration(ancestors.stream()
                .flatMap(ancestor -> ancestor.conditions().stream())
                .toList());
    }

    private static boolean fits(PolicyStatus.Ancestor ancestor, WantedParent wanted) {
        ObjectRef reference = ancestor.ancestorRef();
        Map<String, String> told = Map.of(
                "group",
                reference.group(),
                "kind",
                reference.kind(),
                "namespace",
                reference.namespace(),
                "name",
                reference.name());
        return told.entrySet().containsAll(wanted.reference().entrySet())
                && (wanted.controllerName() == null || wanted.controllerName().equals(ancestor.controllerName()))
                && wanted.conditions().stream().allMatch(condition -> holds(condition, ancestor.conditions()));
    }

    /** A namespace that is left out is the route's own. */
    private Map<String, String> reference(ParentReference reference) {
        String namespace = reference.namespace();
        return Map.of(
                "group",
                reference.group(),
                "kind",
                reference.kind(),
                "namespace",
                namespace == null ? expected.object().namespace() : namespace,
                "name",
                reference.name(),
                "sectionName",
                String.valueOf(reference.sectionName()),
                "port",
                String.valueOf(reference.port()));
    }

    private void compareLoadBalancer(boolean absent) {
        String wanted = expected.loadBalancer();
        if (wanted != null) {
            require(wanted.equals(absent ? "absent" : "present"), "loadBalancer " + wanted);
        }
    }
}
