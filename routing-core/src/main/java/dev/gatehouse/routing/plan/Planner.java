package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Backend;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathRewrite;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleAction.Fail;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.RuleAction.RedirectTo;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns the rule that took a request into a decision. Safe for any number of threads. */
public final class Planner {
    private final EndpointSource endpoints;
    private final LoadBalancer loadBalancer;
    private final IntUnaryOperator random;

    /**
     * A planner.
     *
     * @param random gives a number from 0 to below its argument: draws a backend by weight
     */
    public Planner(EndpointSource endpoints, LoadBalancer loadBalancer, IntUnaryOperator random) {
        this.endpoints = endpoints;
        this.loadBalancer = loadBalancer;
        this.random = random;
    }

    /** What becomes of a request that this entry took on this listener. */
    public Decision plan(AttachedListener listener, RouteEntry entry, Request request) {
        Origin origin = entry.rule().origin();
        RuleAction action = entry.rule().action();
        if (action instanceof ForwardTo forward) {
            return forward(origin, forward, entry, request);
        } else if (action instanceof RedirectTo redirect) {
            return new Decision.Redirect(origin, redirect.status(), Location.of(redirect, listener, entry, request));
        }
        Fail fail = (Fail) action;
        return new Decision.Respond(origin, fail.status(), fail.reason(), false);
    }

    private Decision forward(Origin origin, ForwardTo forward, RouteEntry entry, Request request) {
        BackendShare share = draw(forward);
        Backend backend = share.backend();
        if (backend instanceof Unusable unusable) {
            return new Decision.Respond(origin, unusable.status(), unusable.message(), false);
        }
        ServiceBackend service = (ServiceBackend) backend;
        List<Endpoint> ready = endpoints.endpoints(service);
        if (ready.isEmpty()) {
            return new Decision.Respond(origin, 503, "Service " + service + " has no ready endpoint", false);
        }
        String hostname = share.hostname();
        return new Decision.Forward(
                origin,
                service,
                loadBalancer.choose(service, ready),
                target(share.path(), entry, request),
                hostname == null ? request.authority() : hostname,
                share.requestEdits(),
                share.responseEdits(),
                forward.requestTimeout(),
                forward.backendRequestTimeout());
    }

    /** By weight over all references, those included that lead nowhere ({@code HTTPBackendRef.weight}). */
    private BackendShare draw(ForwardTo forward) {
        List<BackendShare> shares = forward.shares();
        if (shares.size() == 1) {
            return shares.get(0);
        }
        int left = random.applyAsInt(forward.totalWeight());
        for (int i = 0; i < shares.size(); i++) {
            left -= shares.get(i).weight();
            if (left < 0) {
                return shares.get(i);
            }
        }
        throw new IllegalStateException("drew beyond the total weight");
    }

    private static String target(@Nullable PathRewrite rewrite, RouteEntry entry, Request request) {
        if (rewrite == null) {
            return request.target();
        }
        String path = rewrite.apply(request.path(), entry.match().path().value());
        String query = request.query();
        return query == null ? path : path + "?" + query;
    }
}
