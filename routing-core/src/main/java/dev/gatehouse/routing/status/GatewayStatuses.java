package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedGateway;
import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The status of Gateways, from that of their listeners. */
final class GatewayStatuses {
    private final Attachment attachment;
    private final FrontEnd frontEnd;

    GatewayStatuses(Attachment attachment, FrontEnd frontEnd) {
        this.attachment = attachment;
        this.frontEnd = frontEnd;
    }

    List<GatewayStatus> all() {
        Map<ListenerKey, Set<ObjectRef>> attached = attached();
        return attachment.gateways().stream()
                .map(gateway -> status(gateway, attached))
                .toList();
    }

    private record ListenerKey(ObjectRef gateway, String name) {}

    /** The routes accepted for each listener; one with two parents that mean the same listener is one. */
    private Map<ListenerKey, Set<ObjectRef>> attached() {
        Map<ListenerKey, Set<ObjectRef>> attached = new HashMap<>();
        for (RouteParent parent : attachment.parents()) {
            ObjectRef gateway = parent.parent();
            if (gateway != null && RouteStatuses.accepted(parent)) {
                for (String listener : parent.listeners()) {
                    attached.computeIfAbsent(new ListenerKey(gateway, listener), key -> new HashSet<>())
                            .add(parent.route());
                }
            }
        }
        return attached;
    }

    private GatewayStatus status(AttachedGateway attached, Map<ListenerKey, Set<ObjectRef>> routes) {
        ObjectRef ref = attached.gateway().ref();
        Conditions conditions = new Conditions(attached.gateway().metadata().generation());
        List<Address> addresses = frontEnd.addresses().apply(ref);
        List<ListenerJudgement> judgements = attached.listeners().stream()
                .map(outcome -> new ListenerJudgement(attached, outcome, frontEnd, !addresses.isEmpty()))
                .toList();
        List<ListenerStatus> listeners = new ArrayList<>();
        for (ListenerJudgement judgement : judgements) {
            ListenerOutcome outcome = judgement.outcome();
            String name = outcome.listener().name();
            listeners.add(new ListenerStatus(
                    name,
                    outcome.supportedKinds(),
                    routes.getOrDefault(new ListenerKey(ref, name), Set.of()).size(),
                    judgement.conditions(conditions)));
        }
        List<Condition> own = List.of(
                accepted(conditions, attached, judgements),
                programmed(conditions, judgements, addresses),
                resolved(conditions, judgements));
        return new GatewayStatus(ref, own, listeners, addresses);
    }

    private static Condition accepted(
            Conditions conditions, AttachedGateway attached, List<ListenerJudgement> listeners) {
        Refusal refusal = attached.refusal();
        if (refusal != null) {
            return switch (refusal.reason()) {
                case "Invalid" -> conditions.gatewayInvalid(refusal.message());
                case "InvalidParameters" -> conditions.gatewayInvalidParameters(refusal.message());
                default -> throw new IllegalStateException("no condition for " + refusal);
            };
        }
        List<String> refused = listeners.stream()
                .filter(listener -> !listener.accepted())
                .map(ListenerJudgement::name)
                .toList();
        if (refused.isEmpty()) {
            return conditions.gatewayAccepted();
        }
        String message = "not accepted: " + Messages.join(refused);
        return refused.size() == listeners.size()
                ? conditions.noListenerValid(message)
                : conditions.someListenersNotValid(message);
    }

    private static Condition programmed(
            Conditions conditions, List<ListenerJudgement> listeners, List<Address> addresses) {
        if (listeners.stream().noneMatch(ListenerJudgement::servable)) {
            return conditions.notProgrammed("no listener can be served");
        }
        return addresses.isEmpty() ? conditions.addressNotAssigned() : conditions.programmed();
    }

    private static Condition resolved(Conditions conditions, List<ListenerJudgement> listeners) {
        List<String> unresolved = listeners.stream()
                .filter(listener -> !listener.resolved())
                .map(ListenerJudgement::name)
                .toList();
        return unresolved.isEmpty()
                ? conditions.resolvedRefs()
                : conditions.listenersNotResolved("not resolved: " + Messages.join(unresolved));
    }
}
