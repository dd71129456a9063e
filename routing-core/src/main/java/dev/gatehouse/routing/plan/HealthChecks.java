package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which Services' endpoints are asked whether they are well, and what they answered last. A front end asks, and tells it here; the load balancer
 * leaves out those that are not well, as long as half of them are left.
 *
 * <pre>{@code
 * HealthChecks checks = HealthChecks.builder()
 *         .all(HealthCheck.of(HealthCheck.Http.of("/healthz")))
 *         .service("default", "legacy", null)
 *         .build();
 * LiveRoutes.builder().healthChecks(checks)
 * }</pre>
 *
 * <p>An endpoint that is new is taken for well until it has failed so often as its check says. Safe for any number of threads.
 */
public final class HealthChecks {
    private final Optional<HealthCheck> others;
    private final Map<String, Optional<HealthCheck>> own;
    private final List<HealthObserver> observers = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Checked, State> states = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceBackend, Set<Endpoint>> failing = new ConcurrentHashMap<>();

    private HealthChecks(Builder builder) {
        this.others = builder.others;
        this.own = Map.copyOf(builder.own);
    }

    /** Where no Service is checked until it is said. */
    public static Builder builder() {
        return new Builder();
    }

    private record Checked(ServiceBackend backend, Endpoint.Address endpoint) {}

    /** @param inRow how many in a row speak against what it is taken for */
    private record State(boolean failing, int inRow) {
        static final State NEW = new State(false, 0);
    }

    /** How the endpoints of a Service's port are checked; null: not at all. */
    public @Nullable HealthCheck of(ServiceBackend backend) {
        return own.getOrDefault(backend.namespace() + "/" + backend.name(), others)
                .orElse(null);
    }

    /** Tells this of checks from now on. */
    public void observe(HealthObserver observer) {
        observers.add(observer);
    }

    /** An endpoint was found well. */
    public void passed(ServiceBackend backend, Endpoint.Address endpoint) {
        told(backend, endpoint, null);
    }

    /**
     * An endpoint was not.
     *
     * @param failure one sentence for an operator
     */
    public void failed(ServiceBackend backend, Endpoint.Address endpoint, String failure) {
        told(backend, endpoint, failure);
    }

    private void told(ServiceBackend backend, Endpoint.Address endpoint, @Nullable String failure) {
        HealthCheck check = of(backend);
        if (check == null) {
            return;
        }
        observers.forEach(observer -> observer.checked(backend, endpoint, failure));
        boolean[] changed = new boolean[1];
        states.compute(new Checked(backend, endpoint), (key, known) -> {
            State before = known == null ? State.NEW : known;
            if (before.failing == (failure != null)) {
                return new State(before.failing, 0);
            }
            int most = before.failing ? check.passingAfter() : check.failingAfter();
            changed[0] = before.inRow + 1 >= most;
            if (changed[0]) {
                set(key, failure != null);
            }
            return changed[0] ? new State(failure != null, 0) : new State(before.failing, before.inRow + 1);
        });
        if (changed[0]) {
            EndpointStateEvent.tell(
                    backend, endpoint, failure == null ? "PASSING" : "FAILING", failure == null ? "" : failure);
            observers.forEach(observer -> {
                if (failure == null) {
                    observer.passing(backend, endpoint);
                } else {
                    observer.failing(backend, endpoint, failure);
                }
            });
        }
    }

    /** An endpoint is checked no more; where it comes again it begins anew. */
    public void forget(ServiceBackend backend, Endpoint.Address endpoint) {
        boolean[] changed = new boolean[1];
        states.computeIfPresent(new Checked(backend, endpoint), (key, state) -> {
            changed[0] = state.failing;
            if (state.failing) {
                set(key, false);
            }
            return null;
        });
        if (changed[0]) {
            observers.forEach(observer -> observer.forgotten(backend, endpoint));
        }
    }

    private void set(Checked of, boolean fails) {
        failing.compute(of.backend, (backend, known) -> {
            Set<Endpoint> after = new HashSet<>(known == null ? Set.of() : known);
            if (fails) {
                after.add(of.endpoint);
            } else {
                after.remove(of.endpoint);
            }
            return after.isEmpty() ? null : Set.copyOf(after);
        });
    }

    /** The endpoints of a Service's port that fail; empty where none does. */
    public Set<Endpoint> failing(ServiceBackend backend) {
        return failing.getOrDefault(backend, Set.of());
    }

    /**
     * Another's choice among the endpoints that do not fail. Where it is one of {@link LoadBalancer#ejecting}, one that fails and one that is
     * left out for a while count together: fewer than half are never left.
     */
    public LoadBalancer among(LoadBalancer balancer) {
        return LeavingOut.of(balancer, new LeavingOut.Reason() {
            @Override
            public boolean isOfNone(ServiceBackend backend) {
                return failing.isEmpty() || !failing.containsKey(backend);
            }

            @Override
            public boolean isOut(ServiceBackend backend, Endpoint endpoint) {
                return failing(backend).contains(endpoint);
            }
        });
    }

    /** Says which Services are checked. */
    public static final class Builder {
        private Optional<HealthCheck> others = Optional.empty();
        private final Map<String, Optional<HealthCheck>> own = new HashMap<>();

        private Builder() {}

        /** Every Service for which nothing else is said. */
        public Builder all(HealthCheck check) {
            others = Optional.of(check);
            return this;
        }

        /**
         * One Service, on all its ports.
         *
         * @param check null: it is not checked, whatever is said for all
         */
        public Builder service(String namespace, String name, @Nullable HealthCheck check) {
            own.put(namespace + "/" + name, Optional.ofNullable(check));
            return this;
        }

        public HealthChecks build() {
            return new HealthChecks(this);
        }
    }
}
