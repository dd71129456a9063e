package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedListenerSet;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import java.util.List;

/** The status of a ListenerSet, from that of its listeners and of its Gateway (GEP-1713). */
final class ListenerSetStatuses {
    private ListenerSetStatuses() {}

    static ListenerSetStatus of(AttachedListenerSet attached, GatewayJudgement gateway, AttachedRoutes routes) {
        Conditions conditions = new Conditions(attached.set().metadata().generation());
        List<ListenerJudgement> listeners = gateway.judge(attached.listeners());
        return new ListenerSetStatus(
                attached.set().ref(),
                conditions(conditions, attached, gateway, listeners),
                routes.statuses(attached.set().ref(), listeners, conditions));
    }

    private static List<Condition> conditions(
            Conditions conditions,
            AttachedListenerSet attached,
            GatewayJudgement gateway,
            List<ListenerJudgement> listeners) {
        Refusal refusal = attached.refusal();
        if (refusal != null) {
            String message = refusal.message();
            return switch (refusal.reason()) {
                case "NotAllowed" -> List.of(conditions.setNotAllowed(message), conditions.setNotProgrammed(message));
                case "ParentNotAccepted" ->
                    List.of(conditions.parentNotAccepted(message), conditions.parentNotProgrammed(message));
                default -> throw new IllegalStateException("no condition for " + refusal);
            };
        }
        List<String> invalid =
                ListenerJudgement.names(listeners, listener -> !listener.accepted() || !listener.servable());
        String message = "not valid: " + Messages.join(invalid);
        if (invalid.size() == listeners.size()) {
            return List.of(conditions.noListenerValid(message), conditions.noListenerProgrammed(message));
        }
        return List.of(
                invalid.isEmpty() ? conditions.setAccepted() : conditions.someListenersNotValid(message),
                gateway.reached()
                        ? conditions.programmed()
                        : conditions.parentNotProgrammed("the Gateway has no usable address"));
    }
}
