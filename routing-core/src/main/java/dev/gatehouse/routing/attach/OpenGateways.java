package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.OpenListener.Outline;
import dev.gatehouse.routing.attach.OpenListener.Terms;
import dev.gatehouse.routing.resource.BackendTlsPolicy;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.Secret;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Gateways and ListenerSets to which routes can attach, for routes that come, change and go one by one: what a route gives depends on
 * itself, on its Services and on what is open here, and on no other route. Immutable; safe for any number of threads.
 */
public final class OpenGateways {
    private final Map<ObjectRef, OpenParent> parents;
    private final ReferenceGrants grants;
    private final BackendTlsPolicies policies;
    private final Controllers controllers;
    private final Capabilities capabilities;
    private final Extensions extensions;
    private final IngressOptions ingress;

    OpenGateways(
            Map<ObjectRef, OpenParent> parents,
            ReferenceGrants grants,
            BackendTlsPolicies policies,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        this.parents = parents;
        this.grants = grants;
        this.policies = policies;
        this.controllers = controllers;
        this.capabilities = capabilities;
        this.extensions = extensions;
        this.ingress = ingress;
    }

    /** What tells a listener from all others: its port, and of those of one port the host. */
    public record Place(Bind bind, HostPattern host) {
        /** That of a listener. */
        public static Place of(AttachedListener listener) {
            return new Place(
                    listener.bind(),
                    listener.hostname() == null ? HostPattern.ANY : HostPattern.gateway(listener.hostname()));
        }

        private static Place of(OpenListener listener) {
            return new Place(listener.bind(), listener.host());
        }
    }

    /** What routes give to one listener. */
    public record RulesOnListener(Place place, List<RoutingRule> rules) {}

    /**
     * What routes give to listeners.
     *
     * @param parents what became of their parents, as in {@link Attachment#parents}
     */
    public record Given(List<RulesOnListener> rules, List<RouteParent> parents) {}

    /** The same after a Service or a BackendTLSPolicy has changed. */
    public OpenGateways withPolicies(Resources resources) {
        if (policies.isEmpty() && resources.isEmpty(BackendTlsPolicy.class)) {
            return this;
        }
        List<Problem> problems = new ArrayList<>();
        return new OpenGateways(
                parents,
                grants,
                new BackendTlsPolicies(resources, new CaCertificateRefs(resources, grants, problems), problems),
                controllers,
                capabilities,
                extensions,
                ingress);
    }

    /**
     * The rules of HTTPRoutes and GRPCRoutes on each listener that serves one. Costs time in proportion to the routes and to the listeners of their
     * parents.
     *
     * @param routes with their {@link #rivals}
     * @param resources with the same Gateways, ListenerSets, Namespaces, ReferenceGrants, BackendTLSPolicies and Services as those of which these are
     */
    public Given attach(Collection<? extends Route> routes, Resources resources) {
        return attach(routes, resources, place -> true);
    }

    private Given attach(Collection<? extends Route> routes, Resources resources, Predicate<Place> wanted) {
        ListenerRules added = new ListenerRules();
        List<RouteParent> reached = new ArrayList<>();
        attacher(resources, added, reached).attach(routes, open -> open.isServed() && wanted.test(Place.of(open)));
        List<RulesOnListener> given = new ArrayList<>();
        added.rules().forEach((open, rules) -> given.add(new RulesOnListener(Place.of(open), rules)));
        return new Given(given, reached);
    }

    private RouteAttacher attacher(Resources resources, ListenerRules added, List<RouteParent> reached) {
        // What is wrong is told when all routes are attached.
        List<Problem> problems = new ArrayList<>();
        ServicePorts services = services(resources, problems);
        RuleActions actions = new RuleActions(services, extensions, capabilities, problems);
        return new RouteAttacher(
                resources,
                new ParentRefs(resources, new AllowedNamespaces(resources), parents, problems),
                new RouteKindConflicts(problems),
                new HttpRouteRules(actions, problems),
                new GrpcRouteRules(actions, problems),
                new StreamRules(services, problems),
                added,
                reached);
    }

    private ServicePorts services(Resources resources, List<Problem> problems) {
        return new ServicePorts(resources, grants, policies, ingress.objects(), problems);
    }

    /** The rules of an Ingress without a default backend, on each port for Ingresses; none where it is not ours. */
    public List<RoutingRule> attach(Ingress route, Resources resources) {
        IngressAttacher ingresses = ingresses(resources);
        return ingresses.serves(route) ? ingresses.rules(route) : List.of();
    }

    /**
     * The rule by which the oldest Ingress with a default backend takes what is for no host of the others; null where none has one. Costs a look at all
     * Ingresses.
     */
    public @Nullable RoutingRule ingressFallback(Resources resources) {
        return ingresses(resources).fallback();
    }

    /**
     * The rules of all Ingresses for default backends. Costs a look at all of them, and time in proportion to those that have a host of these.
     *
     * @param hosts those in question; null for all
     */
    public List<RoutingRule> ingressDefaults(Resources resources, @Nullable Set<HostPattern> hosts) {
        return ingresses(resources).defaults(hosts);
    }

    /** The listeners for Ingresses, with their rules; none where there is no port for them. Costs time in proportion to all Ingresses. */
    public List<AttachedListener> ingressListeners(Resources resources) {
        return ingresses(resources).attach();
    }

    /** Whether any Ingress is ours. Costs a look at all of them. */
    public boolean servesAnyIngress(Resources resources) {
        return ingresses(resources).servesAny();
    }

    /** The listener for Ingresses with TLS, without rules. Costs a look at all Ingresses. */
    public AttachedListener ingressTlsListener(Resources resources) {
        return ingresses(resources).tlsListener();
    }

    /** The certificates of all Ingresses. Costs time in proportion to their number. */
    public List<AttachedListener.CertificateUse> ingressCertificates(Resources resources) {
        return ingresses(resources).certificates();
    }

    /** Whether an Ingress is ours. */
    public boolean serves(Ingress route, Resources resources) {
        return ingresses(resources).serves(route);
    }

    /** The same for many. */
    public Predicate<Ingress> served(Resources resources) {
        return ingresses(resources)::serves;
    }

    /** The hosts of an Ingress' rules. */
    public static Set<HostPattern> hosts(Ingress route) {
        return IngressAttacher.hosts(route);
    }

    /** Whether there is a port for Ingresses with TLS. Costs a look at all Ingresses. */
    public boolean servesIngressTls(Resources resources) {
        return ingresses(resources).hasTls();
    }

    /** Whether there are ports for Ingresses even without an Ingress. */
    public boolean servesIngressClass(Resources resources) {
        return ingresses(resources).isOpenAnyhow();
    }

    private IngressAttacher ingresses(Resources resources) {
        List<Problem> problems = new ArrayList<>();
        return new IngressAttacher(
                resources, controllers, services(resources, problems), ingress, new ArrayList<>(), problems);
    }

    /**
     * The listeners that are served, in the order of the resources, with their rules for connections and without those for requests. Costs time in
     * proportion to them and to the routes for connections.
     */
    public List<AttachedListener> listeners(Resources resources) {
        ListenerRules added = new ListenerRules();
        attacher(resources, added, new ArrayList<>()).attachConnections();
        return open().map(added::attached).filter(Objects::nonNull).toList();
    }

    private Stream<OpenListener> open() {
        return parents.values().stream().flatMap(parent -> parent.listeners().stream());
    }

    /**
     * The listeners here that take other routes than those before did, or make something else of their rules, and those that were not there.
     *
     * @param namespaces whether labels of namespaces may have changed
     */
    public Set<Place> anew(OpenGateways before, boolean namespaces) {
        Map<Place, Terms> old = before.terms();
        Set<Place> anew = new HashSet<>();
        terms().forEach((place, terms) -> {
            if (!terms.equals(old.get(place)) || (namespaces && terms.selectsNamespaces())) {
                anew.add(place);
            }
        });
        return anew;
    }

    /** The names of the Gateways and ListenerSets of ours. */
    public Set<ObjectRef> names() {
        return parents.keySet();
    }

    /** Whether a route is told the same of each of its parents as it was before, whatever it says of itself. Costs a look at all listeners. */
    public boolean tellRoutesAs(OpenGateways before) {
        return outlines().equals(before.outlines());
    }

    private Map<ObjectRef, List<Outline>> outlines() {
        Map<ObjectRef, List<Outline>> outlines = new LinkedHashMap<>();
        parents.forEach((name, parent) -> outlines.put(
                name, parent.listeners().stream().map(OpenListener::outline).toList()));
        return outlines;
    }

    /** Whether any listener says by labels which namespaces it takes routes from. */
    public boolean selectNamespaces() {
        return open().anyMatch(open -> open.terms().selectsNamespaces());
    }

    private Map<Place, Terms> terms() {
        Map<Place, Terms> terms = new LinkedHashMap<>();
        open().filter(OpenListener::isServed).forEach(open -> terms.put(Place.of(open), open.terms()));
        return terms;
    }

    /** The rules of all HTTPRoutes and GRPCRoutes on these listeners. Costs time in proportion to the routes there, and a look at each other one. */
    public Map<Place, List<RoutingRule>> rules(Resources resources, Set<Place> places) {
        Map<Place, List<RoutingRule>> rules = new HashMap<>();
        places.forEach(place -> rules.put(place, new ArrayList<>()));
        List<Terms> wanted = open().filter(OpenListener::isServed)
                .filter(open -> places.contains(Place.of(open)))
                .map(OpenListener::terms)
                .toList();
        List<Route> routes = new ArrayList<>();
        Consumer<Route> take = route -> {
            if (wanted.stream().anyMatch(terms -> mayAttach(route, terms))) {
                routes.add(route);
            }
        };
        resources.forEach(HttpRoute.class, take);
        resources.forEach(GrpcRoute.class, take);
        attach(routes, resources, places::contains).rules().forEach(given -> rules.put(given.place(), given.rules()));
        return rules;
    }

    /** False where a look at the route tells that it does not. */
    private static boolean mayAttach(Route route, Terms terms) {
        if (route.useDefaultGateways()) {
            return true;
        }
        ObjectRef parent = terms.parent();
        for (ParentReference reference : route.parentRefs()) {
            String namespace = reference.namespace();
            if (reference.name().equals(parent.name())
                    && reference.kind().equals(parent.kind())
                    && (namespace == null ? route.metadata().namespace() : namespace).equals(parent.namespace())
                    && (reference.sectionName() == null
                            || reference.sectionName().equals(terms.name()))) {
                return !HostnameIntersection.of(terms.hostname(), route.hostnames())
                        .isEmpty();
            }
        }
        return false;
    }

    /**
     * The names of these HTTPRoutes and GRPCRoutes, and of all that could decide over one of them or the other way round: the older of two of different kinds
     * does that, where they have a host in common; so those that have, those that have one in common with these, and so on. Costs a look at each route
     * of the other kind for each of them.
     */
    public static Set<ObjectRef> rivals(Collection<? extends Route> routes, Resources resources) {
        Set<ObjectRef> names = new LinkedHashSet<>();
        routes.forEach(route -> names.add(route.ref()));
        Deque<Route> left = new ArrayDeque<>(resources.isEmpty(GrpcRoute.class) ? List.of() : routes);
        while (!left.isEmpty()) {
            Route route = left.pop();
            Class<? extends Route> otherKind = route instanceof GrpcRoute ? HttpRoute.class : GrpcRoute.class;
            resources.forEach(otherKind, other -> {
                if (HostnameIntersection.common(null, other.hostnames(), route.hostnames()) && names.add(other.ref())) {
                    left.add(other);
                }
            });
        }
        return names;
    }

    /** Whether a Secret is shown to backends, and is therefore a part of rules. */
    public boolean showToBackends(Secret secret) {
        return open().anyMatch(open -> open.shows(secret.ref()));
    }
}
