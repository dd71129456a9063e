package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another's choice among the endpoints that no reason leaves out. Where fewer than half would be left, for all reasons together, none is left
 * out: then it is hardly the endpoints that ail, and the rest would not bear it (as Envoy's panic threshold of 50 %).
 */
record LeavingOut(LoadBalancer among, List<Reason> reasons) implements LoadBalancer {
    LeavingOut {
        reasons = List.copyOf(reasons);
    }

    /** Why endpoints are left out. Safe for any number of threads. */
    interface Reason {
        /** Whether none of them is: asked for each request, so that well endpoints cost nothing more. */
        boolean isOfNone(ServiceBackend backend);

        boolean isOut(ServiceBackend backend, Endpoint endpoint);

        /** As {@link LoadBalancer#ended}. */
        default void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {}
    }

    /** The same for one more reason. */
    static LeavingOut of(LoadBalancer among, Reason reason) {
        return among instanceof LeavingOut others
                ? new LeavingOut(
                        others.among,
                        Stream.concat(others.reasons.stream(), Stream.of(reason))
                                .toList())
                : new LeavingOut(among, List.of(reason));
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        return among.choose(backend, left(backend, endpoints));
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints, Request request) {
        return among.choose(backend, left(backend, endpoints), request);
    }

    @Override
    public boolean avoids(ServiceBackend backend, Endpoint endpoint, List<Endpoint> endpoints) {
        return isOut(backend, endpoint) && !left(backend, endpoints).contains(endpoint);
    }

    private List<Endpoint> left(ServiceBackend backend, List<Endpoint> endpoints) {
        if (leavesNoneOut(backend)) {
            return endpoints;
        }
        List<Endpoint> left = new ArrayList<>(endpoints.size());
        for (int i = 0; i < endpoints.size(); i++) {
            if (!isOut(backend, endpoints.get(i))) {
                left.add(endpoints.get(i));
            }
        }
        return left.size() * 2 < endpoints.size() || left.isEmpty() ? endpoints : left;
    }

    private boolean leavesNoneOut(ServiceBackend backend) {
        for (int i = 0; i < reasons.size(); i++) {
            if (!reasons.get(i).isOfNone(backend)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOut(ServiceBackend backend, Endpoint endpoint) {
        for (int i = 0; i < reasons.size(); i++) {
            if (reasons.get(i).isOut(backend, endpoint)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void began(ServiceBackend backend, Endpoint endpoint) {
        among.began(backend, endpoint);
    }

    @Override
    public void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {
        among.ended(backend, endpoint, outcome);
        reasons.forEach(reason -> reason.ended(backend, endpoint, outcome));
    }
}
