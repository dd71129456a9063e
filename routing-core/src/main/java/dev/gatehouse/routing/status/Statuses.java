package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import java.util.List;
import java.util.function.Predicate;

/**
 * The status of every object of ours. Gateways and classes of other controllers, and routes and policies that none of ours
 * reaches, are not in it.
 *
 * @param ingresses every Ingress, also those that are not served, as nothing else tells their authors
 */
public record Statuses(
        List<GatewayClassStatus> gatewayClasses,
        List<GatewayStatus> gateways,
        List<ListenerSetStatus> listenerSets,
        List<RouteStatus> routes,
        List<PolicyStatus> policies,
        List<IngressStatus> ingresses) {
    public Statuses {
        gatewayClasses = List.copyOf(gatewayClasses);
        gateways = List.copyOf(gateways);
        listenerSets = List.copyOf(listenerSets);
        routes = List.copyOf(routes);
        policies = List.copyOf(policies);
        ingresses = List.copyOf(ingresses);
    }

    /**
     * The status of these resources. A pure function of its arguments; it costs time in proportion to the first two.
     *
     * @param attachment of the same resources
     */
    public static Statuses of(Resources resources, Attachment attachment, FrontEnd frontEnd) {
        return of(resources, attachment, AttachedRoutes.of(attachment.parents()), name -> true, frontEnd);
    }

    /**
     * Some of them: those of what the attachment tells.
     *
     * @param attachment of the same resources; tells of all Gateways and ListenerSets
     * @param routes how many there are on each listener, whether the attachment tells of them or not
     * @param wanted the Gateways and ListenerSets in question; a Gateway's sets go with it, and it with each of them
     */
    public static Statuses of(
            Resources resources,
            Attachment attachment,
            AttachedRoutes routes,
            Predicate<ObjectRef> wanted,
            FrontEnd frontEnd) {
        ControllerNames controllers = new ControllerNames(resources, attachment);
        GatewayStatuses gateways = new GatewayStatuses(attachment, routes, wanted, frontEnd);
        return new Statuses(
                attachment.classes().stream()
                        .map(each -> GatewayClassStatuses.of(each, attachment.capabilities()))
                        .toList(),
                gateways.gateways(),
                gateways.listenerSets(),
                new RouteStatuses(resources, attachment, controllers).all(),
                PolicyStatuses.of(attachment.policies(), controllers),
                IngressStatuses.of(attachment, frontEnd));
    }
}
