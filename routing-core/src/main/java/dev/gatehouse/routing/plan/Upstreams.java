package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.SessionPolicy;
import dev.gatehouse.routing.request.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every plan of one state asks: the endpoints, the choice among them, the budgets for retries, the time. */
final class Upstreams {
    /** For decisions that no table made. */
    static final Upstreams NONE = new Upstreams(
            backend -> List.of(), (backend, endpoints) -> endpoints.get(0), new RetryBudgets(), InstantSource.system());

    private final EndpointSource endpoints;
    private final LoadBalancer loadBalancer;
    private final RetryBudgets budgets;
    private final InstantSource clock;

    Upstreams(EndpointSource endpoints, LoadBalancer loadBalancer, RetryBudgets budgets, InstantSource clock) {
        this.endpoints = endpoints;
        this.loadBalancer = loadBalancer;
        this.budgets = budgets;
        this.clock = clock;
    }

    /** All that are ready. */
    List<Endpoint> ready(ServiceBackend backend) {
        return endpoints.endpoints(backend);
    }

    /** One that is ready; null where there is none. */
    @Nullable
    Endpoint choose(ServiceBackend backend, Request request) {
        List<Endpoint> ready = endpoints.endpoints(backend);
        return ready.isEmpty() ? null : loadBalancer.choose(backend, ready, request);
    }

    /** One that is not among those tried; where all are, any but the last; where there is only one, that. */
    Endpoint another(ServiceBackend backend, Endpoint last, Collection<Endpoint> tried, @Nullable Request request) {
        List<Endpoint> left = new ArrayList<>(endpoints.endpoints(backend));
        left.remove(last);
        if (left.isEmpty()) {
            return last;
        }
        List<Endpoint> fresh =
                left.stream().filter(endpoint -> !tried.contains(endpoint)).toList();
        List<Endpoint> candidates = fresh.isEmpty() ? left : fresh;
        return request == null
                ? loadBalancer.choose(backend, candidates)
                : loadBalancer.choose(backend, candidates, request);
    }

    boolean permitRetry(ServiceBackend backend) {
        return budgets.permit(backend);
    }

    void began(ServiceBackend backend, Endpoint endpoint) {
        budgets.count(backend);
        loadBalancer.began(backend, endpoint);
    }

    void ended(ServiceBackend backend, Endpoint endpoint, LoadBalancer.Outcome outcome) {
        loadBalancer.ended(backend, endpoint, outcome);
    }

    /** What an answer is given for the client to come back to this endpoint. */
    HeaderEdits session(SessionPolicy policy, ServiceBackend backend, Endpoint endpoint) {
        return Sessions.begin(policy, backend, endpoint, clock.instant().getEpochSecond());
    }

    /** The endpoint to which a session leads that a client shows; null where it is not ready or fails, or is of another backend. */
    @Nullable
    Endpoint inSession(SessionPolicy policy, String token, Backend backend) {
        if (backend instanceof ServiceBackend service) {
            long now = clock.instant().getEpochSecond();
            List<Endpoint> ready = endpoints.endpoints(service);
            for (Endpoint endpoint : ready) {
                if (Sessions.leadsTo(policy, token, service, endpoint, now)) {
                    return loadBalancer.avoids(service, endpoint, ready) ? null : endpoint;
                }
            }
        }
        return null;
    }
}
