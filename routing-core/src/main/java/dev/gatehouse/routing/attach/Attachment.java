package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.Problem;
import java.util.List;

/**
 * Which rule serves which listener, and what does not and why.
 *
 * @param capabilities what the front end can carry out
 * @param listeners in the order of the resources; those that are refused are left out
 * @param classes the GatewayClasses of ours that are declared
 * @param gateways the Gateways of ours, with the listeners that are refused
 * @param listenerSets those that name one of these Gateways, with the listeners that are refused
 * @param parents one entry for each parent, of ours, of each route
 * @param policies one entry for each BackendTLSPolicy under each of these Gateways that reaches it
 * @param problems what is wrong between resources
 */
public record Attachment(
        Capabilities capabilities,
        List<AttachedListener> listeners,
        List<GatewayClass> classes,
        List<AttachedGateway> gateways,
        List<AttachedListenerSet> listenerSets,
        List<RouteParent> parents,
        List<AttachedPolicy> policies,
        List<Problem> problems) {
    public Attachment {
        listeners = List.copyOf(listeners);
        classes = List.copyOf(classes);
        gateways = List.copyOf(gateways);
        listenerSets = List.copyOf(listenerSets);
        parents = List.copyOf(parents);
        policies = List.copyOf(policies);
        problems = List.copyOf(problems);
    }

    /** One that tells nothing of Gateways: enough for a table, too little for a status. */
    public Attachment(List<AttachedListener> listeners, List<RouteParent> parents, List<Problem> problems) {
        this(Capabilities.ALL, listeners, List.of(), List.of(), List.of(), parents, List.of(), problems);
    }
}
