package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedGateway;
import dev.gatehouse.routing.attach.AttachedListenerSet;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The status of Gateways, and of the ListenerSets that add to them. */
final class GatewayStatuses {
    private final List<GatewayStatus> gateways = new ArrayList<>();
    private final List<ListenerSetStatus> listenerSets = new ArrayList<>();

    /** @param wanted the Gateways and ListenerSets in question; a Gateway's sets go with it, and it with each of them */
    GatewayStatuses(Attachment attachment, AttachedRoutes routes, Predicate<ObjectRef> wanted, FrontEnd frontEnd) {
        for (AttachedGateway gateway : attachment.gateways()) {
            List<AttachedListenerSet> sets = sets(gateway, attachment);
            if (wanted.test(gateway.gateway().ref())
                    || sets.stream().anyMatch(set -> wanted.test(set.set().ref()))) {
                add(gateway, sets, routes, frontEnd);
            }
        }
    }

    List<GatewayStatus> gateways() {
        return gateways;
    }

    List<ListenerSetStatus> listenerSets() {
        return listenerSets;
    }

    private static List<AttachedListenerSet> sets(AttachedGateway gateway, Attachment attachment) {
        return attachment.listenerSets().stream()
                .filter(set -> set.gateway().equals(gateway.gateway().ref()))
                .toList();
    }

    private void add(
            AttachedGateway attached, List<AttachedListenerSet> sets, AttachedRoutes routes, FrontEnd frontEnd) {
        GatewayJudgement judgement = new GatewayJudgement(attached, sets, frontEnd);
        List<ListenerSetStatus> statuses = sets.stream()
                .map(set -> ListenerSetStatuses.of(set, judgement, routes))
                .toList();
        listenerSets.addAll(statuses);
        gateways.add(new GatewayStatus(
                attached.gateway().ref(),
                judgement.conditions(),
                routes.statuses(
                        attached.gateway().ref(),
                        judgement.listeners(),
                        new Conditions(attached.gateway().metadata().generation())),
                judgement.addresses(),
                (int) statuses.stream().filter(ListenerSetStatus::accepted).count()));
    }
}
