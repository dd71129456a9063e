package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.OpenListener.Terms;
import dev.gatehouse.routing.resource.BackendTlsPolicy;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /** What one route gives to one listener. */
    public record RulesOnListener(Place place, List<RoutingRule> rules) {}

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
     * The rules of a HTTPRoute or a GRPCRoute on each listener that serves it. Costs time in proportion to the route and to the listeners of its
     * parents.
     *
     * @param resources with the same Gateways, ListenerSets, Namespaces, ReferenceGrants, BackendTLSPolicies and Services as those of which these are
     */
    public List<RulesOnListener> attach(Route route, Resources resources) {
        return attach(route, resources, place -> true);
    }

    private List<RulesOnListener> attach(Route route, Resources resources, Predicate<Place> wanted) {
        // What is wrong is told when all of it is attached.
        List<Problem> problems = new ArrayList<>();
        Set<OpenListener> listeners = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ParentRefs.Reached parent :
                new ParentRefs(resources, new AllowedNamespaces(resources), parents, problems).of(route)) {
            parent.listeners().stream()
                    .filter(OpenListener::isServed)
                    .filter(open -> wanted.test(Place.of(open)))
                    .forEach(listeners::add);
        }
        if (listeners.isEmpty()) {
            return List.of();
        }
        List<RoutingRule> rules = rules(route, resources, problems);
        return listeners.stream()
                .map(open -> new RulesOnListener(Place.of(open), open.rules(route, rules)))
                .toList();
    }

    private List<RoutingRule> rules(Route route, Resources resources, List<Problem> problems) {
        RuleActions actions = new RuleActions(services(resources, problems), extensions, capabilities, problems);
        if (route instanceof HttpRoute http) {
            return new HttpRouteRules(actions, problems).of(http).rules();
        }
        return route instanceof GrpcRoute grpc
                ? new GrpcRouteRules(actions, problems).of(grpc).rules()
                : List.of();
    }

    private ServicePorts services(Resources resources, List<Problem> problems) {
        return new ServicePorts(resources, grants, policies, ingress.objects(), problems);
    }

    /** The rules of an Ingress without a default backend, on each port for Ingresses; none where it is not ours. */
    public List<RoutingRule> attach(Ingress route, Resources resources) {
        IngressAttacher ingresses = ingresses(resources);
        return ingresses.serves(route) ? ingresses.rules(route) : List.of();
    }

    /** The certificates of all Ingresses. Costs time in proportion to their number. */
    public List<AttachedListener.CertificateUse> ingressCertificates(Resources resources) {
        return ingresses(resources).certificates();
    }

    /** Whether an Ingress is ours. */
    public boolean serves(Ingress route, Resources resources) {
        return ingresses(resources).serves(route);
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
        List<Problem> problems = new ArrayList<>();
        RuleActions actions = new RuleActions(services(resources, problems), extensions, capabilities, problems);
        ListenerRules added = new ListenerRules();
        new RouteAttacher(
                        resources,
                        new ParentRefs(resources, new AllowedNamespaces(resources), parents, problems),
                        new RouteKindConflicts(problems),
                        new HttpRouteRules(actions, problems),
                        new GrpcRouteRules(actions, problems),
                        new StreamRules(services(resources, problems), problems),
                        added,
                        new ArrayList<>())
                .attachConnections();
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

    private Map<Place, Terms> terms() {
        Map<Place, Terms> terms = new LinkedHashMap<>();
        open().filter(OpenListener::isServed).forEach(open -> terms.put(Place.of(open), open.terms()));
        return terms;
    }

    /** The rules of all HTTPRoutes on these listeners. Costs time in proportion to the routes there, and a look at each other one. */
    public Map<Place, List<RoutingRule>> rules(Resources resources, Set<Place> places) {
        Map<Place, List<RoutingRule>> rules = new HashMap<>();
        places.forEach(place -> rules.put(place, new ArrayList<>()));
        List<Terms> wanted = open().filter(OpenListener::isServed)
                .filter(open -> places.contains(Place.of(open)))
                .map(OpenListener::terms)
                .toList();
        resources.forEach(HttpRoute.class, route -> {
            if (wanted.stream().anyMatch(terms -> mayAttach(route, terms))) {
                attach(route, resources, places::contains)
                        .forEach(given -> rules.computeIfAbsent(given.place(), place -> new ArrayList<>())
                                .addAll(given.rules()));
            }
        });
        return rules;
    }

    /** False where a look at the route tells that it does not. */
    private static boolean mayAttach(HttpRoute route, Terms terms) {
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
     * Whether no route of the other kind can contest the hosts of a HTTPRoute or a GRPCRoute: where one does, the older of both decides over the
     * other. Costs a look at each of those.
     */
    public static boolean isUncontested(Resource route, Resources resources) {
        if (route instanceof HttpRoute http) {
            return !anyCommon(GrpcRoute.class, http, resources);
        }
        return !(route instanceof GrpcRoute grpc) || !anyCommon(HttpRoute.class, grpc, resources);
    }

    private static boolean anyCommon(Class<? extends Route> kind, Route route, Resources resources) {
        boolean[] common = new boolean[1];
        resources.forEach(
                kind, other -> common[0] |= HostnameIntersection.common(null, other.hostnames(), route.hostnames()));
        return common[0];
    }

    /** Whether a Secret is shown to backends, and is therefore a part of rules. */
    public boolean showToBackends(Secret secret) {
        return open().anyMatch(open -> open.shows(secret.ref()));
    }
}
