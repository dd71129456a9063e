package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.request.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Asks a Service's own load balancer where it has one.
 *
 * @param own by {@code namespace/name}
 */
record BalancerOfService(Map<String, LoadBalancer> own, LoadBalancer others) implements LoadBalancer {
    /** @param each what becomes of every one of them */
    static LoadBalancer of(Map<String, LoadBalancer> own, LoadBalancer others, UnaryOperator<LoadBalancer> each) {
        Map<String, LoadBalancer> wrapped = new HashMap<>();
        own.forEach((service, balancer) -> wrapped.put(service, each.apply(balancer)));
        LoadBalancer rest = each.apply(others);
        return wrapped.isEmpty() ? rest : new BalancerOfService(Map.copyOf(wrapped), rest);
    }

    private LoadBalancer of(ServiceBackend backend) {
        return own.getOrDefault(backend.namespace() + "/" + backend.name(), others);
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        return of(backend).choose(backend, endpoints);
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints, Request request) {
        return of(backend).choose(backend, endpoints, request);
    }

    @Override
    public boolean avoids(ServiceBackend backend, Endpoint endpoint, List<Endpoint> endpoints) {
        return of(backend).avoids(backend, endpoint, endpoints);
    }

    @Override
    public void began(ServiceBackend backend, Endpoint endpoint) {
        of(backend).began(backend, endpoint);
    }

    @Override
    public void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {
        of(backend).ended(backend, endpoint, outcome);
    }
}
