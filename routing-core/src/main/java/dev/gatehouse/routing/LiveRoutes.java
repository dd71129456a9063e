package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.attach.ExtensionFilter;
import dev.gatehouse.routing.attach.Extensions;
import dev.gatehouse.routing.attach.IngressOptions;
import dev.gatehouse.routing.observe.Meters;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.EndpointSource;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.plan.RetryBudgets;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is served now, and the door for changes.
 *
 * <pre>{@code
 * LiveRoutes routes = LiveRoutes.of(Manifests.read(Path.of("examples/shop")));
 * Decision decision = routes.current().decide(bind, head);
 * routes.apply(Manifests.read(Path.of("examples/shop"))); // from here on the new rules
 * }</pre>
 *
 * <p>Safe for any number of threads. Readers never lock: {@link #current} is one volatile read, and who holds a {@link Routes} sees one
 * state for as long as they like. Changes are made one after another.
 */
public final class LiveRoutes {
    private final @Nullable HealthChecks healthChecks;
    private final Map<String, ServiceHandler> handlers;
    private final Map<String, Function<ObjectRef, @Nullable ServiceHandler>> objects;
    private final RouteCompiler compiler;
    private final ReentrantLock changes = new ReentrantLock();
    private final List<Consumer<Routes>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile Routes current;

    private LiveRoutes(Builder builder, Resources resources) {
        this.healthChecks = builder.healthChecks;
        this.handlers = Map.copyOf(builder.handlers);
        this.objects = Map.copyOf(builder.objects);
        this.compiler = new RouteCompiler(
                builder.controllers,
                builder.capabilities,
                extensions(Map.copyOf(builder.filters)),
                new IngressOptions(builder.ingressHostsFallBack, object -> handler(object) != null),
                this::withHandlers,
                BalancerOfService.of(builder.balancers, builder.loadBalancer, builder::healthy),
                builder.budgets);
        this.current = compiler.compile(1, resources);
    }

    /** Serves these resources with every default. What is wrong in them is left out, and told by {@link Routes#problems}. */
    public static LiveRoutes of(Resources resources) {
        return builder().build(resources);
    }

    /** For anything but the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is served now. */
    public Routes current() {
        return current;
    }

    /**
     * Serves these resources instead of all before, from the next request on; requests under way end as they began.
     *
     * <p>Resources that were read with errors are refused as a whole, and what was served is served on.
     *
     * @return what became of it
     */
    public Update apply(Resources resources) {
        List<Problem> errors = resources.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            refuse(errors);
            return new Update.Refused(errors);
        }
        ConfigurationChangeEvent event = ConfigurationChangeEvent.started();
        changes.lock();
        try {
            return new Update.Applied(publish(compiler.compile(current.generation() + 1, resources), event));
        } finally {
            changes.unlock();
        }
    }

    /**
     * Serves these resources beside or instead of those of the same kind and name, and those of the given names no more, from the next request
     * on: what is served then is what {@link #apply} of all of them would give.
     *
     * <p>Routes, Ingresses, Services and endpoints cost time and memory in proportion to themselves and to what refers to them, however many
     * routes there are; who refers to a Service is looked for once, in all routes, when one first changes. What Gateways are opened with (themselves, their
     * classes, ListenerSets, Secrets, ConfigMaps, ReferenceGrants, BackendTLSPolicies, Namespaces) costs a look at all of these, and at the routes of those
     * listeners alone that take other routes than before. An Ingress with or beside a default backend costs a look at all Ingresses, and where the oldest of
     * these changes, the rules of all hosts without one of their own; a HTTPRoute or GRPCRoute that has a host in common with one of the other kind costs all that
     * decide over one another so. As {@link #apply} costs what opens or closes the ports for Ingresses.
     *
     * <p>{@link Routes#attachment}, {@link Routes#problems} and {@link Routes#status} are computed when they are asked for.
     *
     * @param put decoded without an error, as {@link Resources#decode} leaves only such
     * @param delete names of which nothing is there are left alone
     * @return what is served now; problems of the documents are told as they were before
     */
    public Routes change(Collection<? extends Resource> put, Collection<ObjectRef> delete) {
        ConfigurationChangeEvent event = ConfigurationChangeEvent.started();
        changes.lock();
        try {
            return publish(
                    compiler.change(current, put, delete, current.resources().problems()), event);
        } finally {
            changes.unlock();
        }
    }

    /**
     * As {@link #change(Collection, Collection)}, where the documents were read again.
     *
     * @param problems what is told of all documents from now on, those that have not changed included
     */
    public Routes change(Collection<? extends Resource> put, Collection<ObjectRef> delete, List<Problem> problems) {
        ConfigurationChangeEvent event = ConfigurationChangeEvent.started();
        changes.lock();
        try {
            return publish(compiler.change(current, put, delete, problems), event);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Counts a change that is not served, for its documents were read with errors: as {@link #apply} does by itself. What was served is
     * served on.
     */
    public void refuse(List<Problem> errors) {
        refused.incrementAndGet();
        ConfigurationChangeEvent.started().refused(current.generation(), errors.size());
    }

    private Routes publish(Routes next, ConfigurationChangeEvent event) {
        current = next;
        listeners.forEach(listener -> listener.accept(next));
        event.served(next.generation());
        return next;
    }

    /**
     * Calls {@code listener} after each change, on the thread that made it, before {@link #apply} or {@link #change} returns. For front ends, which open and
     * close sockets as binds come and go.
     *
     * @return ends the subscription when run
     */
    public Runnable onChange(Consumer<Routes> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Which endpoints a front end is to ask whether they are well, and what came of it; null: none. */
    public @Nullable HealthChecks healthChecks() {
        return healthChecks;
    }

    /**
     * Shows in a monitoring system which generation is served, what is wrong in it, and how many changes were served and refused. Problems
     * are counted when somebody looks, once for each generation, at the cost of {@link Routes#problems}.
     */
    public void measure(Meters meters) {
        RoutesMeasures.show(this::current, refused::get, meters);
    }

    private static Extensions extensions(Map<String, Extensions> registered) {
        return ref -> {
            Extensions named = registered.get(ref.kind() + "." + ref.group() + "/" + ref.name());
            Extensions found = named != null ? named : registered.get(ref.kind() + "." + ref.group());
            return found == null ? null : found.find(ref);
        };
    }

    private EndpointSource withHandlers(EndpointSource manifests) {
        if (handlers.isEmpty() && objects.isEmpty()) {
            return manifests;
        }
        return backend -> {
            int slash = backend.name().indexOf('/');
            if (slash > 0) {
                return object(backend, slash);
            }
            ServiceHandler handler = handlers.get(backend.namespace() + "/" + backend.name());
            return handler != null ? List.of(new Endpoint.InProcess(handler)) : manifests.endpoints(backend);
        };
    }

    private @Nullable ServiceHandler handler(ObjectRef object) {
        Function<ObjectRef, @Nullable ServiceHandler> found = objects.get(object.kind() + "." + object.group());
        return found == null ? null : found.apply(object);
    }

    private List<Endpoint> object(ServiceBackend backend, int slash) {
        String kind = backend.name().substring(0, slash);
        int dot = kind.indexOf('.');
        ServiceHandler found = handler(new ObjectRef(
                kind.substring(dot + 1),
                kind.substring(0, dot),
                backend.namespace(),
                backend.name().substring(slash + 1)));
        return found == null ? List.of() : List.of(new Endpoint.InProcess(found));
    }

    /** What became of a change. */
    public sealed interface Update {
        /** It is served. {@link Routes#problems} tells what of it is not. */
        record Applied(Routes routes) implements Update {}

        /** It is not served, for these errors; what was served before still is. */
        record Refused(List<Problem> errors) implements Update {}
    }

    /** Settings of {@link LiveRoutes}. */
    public static final class Builder {
        private Controllers controllers = Controllers.named(Controllers.GATEHOUSE);
        private Capabilities capabilities = Capabilities.ALL;
        private final Map<String, ServiceHandler> handlers = new HashMap<>();
        private final Map<String, Function<ObjectRef, @Nullable ServiceHandler>> objects = new HashMap<>();
        private boolean ingressHostsFallBack;
        private final Map<String, Extensions> filters = new HashMap<>();
        private LoadBalancer loadBalancer = LoadBalancer.roundRobin();
        private final Map<String, LoadBalancer> balancers = new HashMap<>();
        private RetryBudgets budgets = new RetryBudgets();

        private @Nullable HealthChecks healthChecks;

        private Builder() {}

        private LoadBalancer healthy(LoadBalancer balancer) {
            return healthChecks == null ? balancer : healthChecks.among(balancer);
        }

        /** Which classes are served; those of {@link Controllers#GATEHOUSE} where this is not called. */
        public Builder controllers(Controllers controllers) {
            this.controllers = controllers;
            return this;
        }

        /**
         * What the front end can carry out; everything that can be decided where this is not called. Listeners and routes beyond it are refused,
         * and their status tells.
         */
        public Builder capabilities(Capabilities capabilities) {
            this.capabilities = capabilities;
            return this;
        }

        /**
         * Puts code in this process behind a Service, on all its ports and instead of its endpoints. The Service itself must be among the
         * resources.
         *
         * @throws IllegalArgumentException for a second handler of one Service
         */
        public Builder handler(String namespace, String service, ServiceHandler handler) {
            String key = namespace + "/" + service;
            if (handlers.putIfAbsent(key, handler) != null) {
                throw new IllegalArgumentException("a second handler for Service " + key);
            }
            return this;
        }

        /**
         * Registers a filter that routes of any namespace name with an {@code extensionRef} of this group, kind and name. A rule that names one
         * that is not registered answers 500.
         *
         * @param group empty for the core group
         * @throws IllegalArgumentException for a second filter of that name
         */
        public Builder filter(String group, String kind, String name, ExtensionFilter filter) {
            return put(kind + "." + group + "/" + name, ref -> filter);
        }

        /**
         * Registers all filters of a kind, found by namespace and name when a configuration is compiled.
         *
         * @param filters asked for the names that {@link #filter(String, String, String, ExtensionFilter)} has none for
         * @throws IllegalArgumentException for a second one of that kind
         */
        public Builder filters(String group, String kind, Extensions filters) {
            return put(kind + "." + group, filters);
        }

        private Builder put(String key, Extensions found) {
            if (filters.putIfAbsent(key, found) != null) {
                throw new IllegalArgumentException("a second filter for " + key);
            }
            return this;
        }

        /** How many retries each backend may cost; the defaults of {@link RetryBudgets} where this is not called. */
        public Builder retryBudgets(RetryBudgets budgets) {
            this.budgets = budgets;
            return this;
        }

        /**
         * Puts code in this process behind objects of a kind, which an Ingress may name in the place of a Service
         * ({@code IngressBackend.resource}).
         *
         * @param apiGroup empty for core kinds
         * @param objects the handler for an object, which is always of the Ingress' own namespace; null where there is none: then its share of
         *     the requests gets 503. Asked when a configuration is compiled and for each request, by many threads at once
         * @throws IllegalArgumentException where the kind is registered already
         */
        public Builder resource(String apiGroup, String kind, Function<ObjectRef, @Nullable ServiceHandler> objects) {
            if (this.objects.putIfAbsent(kind + "." + apiGroup, objects) != null) {
                throw new IllegalArgumentException("a second backend for " + kind + "." + apiGroup);
            }
            return this;
        }

        /**
         * Offers a request that no path of its best host takes to the Ingresses' wider hosts, as routes of the Gateway API do. Where this is not
         * called the best host decides alone, with its default backend.
         */
        public Builder ingressHostsFallBack() {
            this.ingressHostsFallBack = true;
            return this;
        }

        /** How one of several endpoints is chosen; round robin where this is not called. */
        public Builder loadBalancer(LoadBalancer loadBalancer) {
            this.loadBalancer = loadBalancer;
            return this;
        }

        /**
         * How one of this Service's endpoints is chosen, whatever is said for all.
         *
         * @throws IllegalArgumentException where that is said already
         */
        public Builder loadBalancer(String namespace, String service, LoadBalancer loadBalancer) {
            String key = namespace + "/" + service;
            if (balancers.putIfAbsent(key, loadBalancer) != null) {
                throw new IllegalArgumentException("a second load balancer for Service " + key);
            }
            return this;
        }

        /**
         * Which endpoints are asked whether they are well; none where this is not called. Those that fail are left out, as
         * {@link HealthChecks#among} says. The front end must make such checks: Netty's does.
         */
        public Builder healthChecks(HealthChecks checks) {
            this.healthChecks = checks;
            return this;
        }

        /** Serves these resources. */
        public LiveRoutes build(Resources resources) {
            return new LiveRoutes(this, resources);
        }
    }
}
