package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.StreamRule;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Turns the rule that took a connection into a decision. Safe for any number of threads. */
public final class ConnectionPlanner {
    private final EndpointSource endpoints;
    private final LoadBalancer loadBalancer;
    private final Chance chance;

    /**
     * A planner.
     *
     * @param random gives a number from 0 to below its argument: draws a backend by weight
     */
    public ConnectionPlanner(EndpointSource endpoints, LoadBalancer loadBalancer, IntUnaryOperator random) {
        this(endpoints, loadBalancer, Chance.of(random));
    }

    private ConnectionPlanner(EndpointSource endpoints, LoadBalancer loadBalancer, Chance chance) {
        this.endpoints = endpoints;
        this.loadBalancer = loadBalancer;
        this.chance = chance;
    }

    /** What becomes of it with each backend of the rule, in the rule's order; empty where every weight is 0. */
    public List<Outcome<ConnectionDecision>> outcomes(AttachedListener listener, StreamRule rule) {
        int total = rule.shares().stream().mapToInt(BackendShare::weight).sum();
        return total == 0
                ? List.of()
                : rule.shares().stream()
                        .map(share -> new Outcome<>(
                                share,
                                share.weight() / (double) total,
                                new ConnectionPlanner(endpoints, loadBalancer, Chance.certain(share))
                                        .plan(listener, rule)))
                        .toList();
    }

    /** What becomes of a connection that this rule took on this listener. */
    public ConnectionDecision plan(AttachedListener listener, StreamRule rule) {
        Origin origin = rule.origin();
        BackendShare share = chance.draw(rule.shares());
        if (share == null) {
            return new ConnectionDecision.Refuse(origin, "every backend of the rule has the weight 0");
        }
        if (!(share.backend() instanceof ServiceBackend service)) {
            String reason = share.backend() instanceof Unusable unusable
                    ? unusable.message()
                    : "the backend answers requests only";
            return new ConnectionDecision.Refuse(origin, reason);
        }
        List<Endpoint> ready = endpoints.endpoints(service);
        if (ready.isEmpty()) {
            return new ConnectionDecision.Refuse(origin, "Service " + service + " has no ready endpoint");
        }
        return loadBalancer.choose(service, ready) instanceof Endpoint.Address address
                ? new ConnectionDecision.Forward(origin, listener, service, address, loadBalancer)
                : new ConnectionDecision.Refuse(
                        origin, "Service " + service + " is code here that answers requests only");
    }
}
