package dev.gatehouse.routing;

import dev.gatehouse.routing.Routes.Compiled;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.OpenGateways;
import dev.gatehouse.routing.attach.OpenGateways.Place;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.ServiceReferences;
import dev.gatehouse.routing.resource.BackendTlsPolicy;
import dev.gatehouse.routing.resource.ConfigMap;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressClass;
import dev.gatehouse.routing.resource.IngressTls;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.Namespace;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ReferenceGrant;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.TcpRoute;
import dev.gatehouse.routing.resource.TlsRoute;
import dev.gatehouse.routing.resource.UdpRoute;
import dev.gatehouse.routing.resource.Workload;
import dev.gatehouse.routing.status.AttachedRoutes;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Resources that change one after another, and what is compiled of them. */
final class Change {
    private static final List<Class<? extends Route>> CONNECTIONS =
            List.of(TlsRoute.class, TcpRoute.class, UdpRoute.class);

    private final RouteCompiler compiler;
    private final List<RuleEdits> edits = new ArrayList<>();
    private Resources resources;
    private Compiled compiled;
    private boolean onlyRules = true;

    /** Whether nothing came, changed or went but what no route is attached by. */
    private boolean sameAttachment = true;

    /** Whether {@link #edits} tell of all rules that went or came, whatever else there was. */
    private boolean allRules = true;

    /** Whose status may be otherwise, beside those that follow. */
    private final Set<ObjectRef> touched = new HashSet<>();

    private boolean gateways;
    private boolean connections;
    private boolean allStatuses;

    Change(RouteCompiler compiler, Resources resources, Compiled compiled) {
        this.compiler = compiler;
        this.resources = resources;
        this.compiled = compiled;
    }

    Resources resources() {
        return resources;
    }

    Compiled compiled() {
        return compiled;
    }

    /** What is known of the state to which it leads, by what is known of the state before. */
    Told told(Routes before) {
        List<RuleEdits> all = List.copyOf(edits);
        AttachedRoutes routes = before.attachedRoutes();
        if (routes != null) {
            for (RuleEdits edit : all) {
                routes = routes.with(edit.parentsBefore(), edit.parentsAfter());
            }
        }
        return new Told(
                onlyRules ? all : null,
                allStatuses ? null : new Touched(Set.copyOf(touched), gateways, connections, all),
                used(before, all),
                allStatuses ? null : routes,
                sameAttachment ? before.knownAttachment() : null);
    }

    @SuppressWarnings("ReferenceEquality") // those that stay are the same objects
    private @Nullable UsedBackends used(Routes before, List<RuleEdits> all) {
        UsedBackends used = before.used();
        if (used == null || !allRules) {
            return null;
        }
        UsedBackends edited = used.with(all);
        return before.listeners() == compiled.listeners()
                ? edited
                : edited.with(before.listeners(), compiled.listeners());
    }

    void delete(ObjectRef name) {
        Resource before = resources.find(name);
        if (before != null) {
            step(before, null, resources.without(List.of(name)));
        }
    }

    void put(Resource resource) {
        Resource before = resources.find(resource.ref());
        if (!resource.equals(before)) {
            step(before, resource, resources.with(List.of(resource)));
        }
    }

    @SuppressWarnings("ReferenceEquality") // those that stay are the same objects
    private void step(@Nullable Resource before, @Nullable Resource after, Resources then) {
        Compiled known = compiled;
        compiled = step(known, before, after, then);
        sameAttachment &= isOfEndpoints(after == null ? before : after);
        if (compiled.listeners() != known.listeners()) {
            onlyRules = false;
            allRules &= places(compiled).equals(places(known));
        }
        resources = then;
    }

    private static List<Place> places(Compiled compiled) {
        return compiled.listeners().stream().map(Place::of).toList();
    }

    private Compiled step(Compiled known, @Nullable Resource before, @Nullable Resource after, Resources then) {
        Resource either = after == null ? before : after;
        if (either instanceof HttpRoute || either instanceof GrpcRoute) {
            return route(known, (Route) before, (Route) after, then);
        } else if (either instanceof Ingress) {
            touched.add(either.ref());
            return withReferrers(
                    ingresses(known, listed((Ingress) before), listed((Ingress) after), then), before, after);
        } else if (isForConnections(either)) {
            return connections(known, then);
        } else if (either instanceof EndpointSlice) {
            return compiler.with(known, known.endpoints().with(then, (EndpointSlice) before, (EndpointSlice) after));
        } else if (either instanceof Endpoints older) {
            return endpoints(known, older.ref(), then);
        } else if (either instanceof Service) {
            return service(known, (Service) before, (Service) after, then);
        } else if (before instanceof Secret
                && after instanceof Secret secret
                && !known.openGateways().showToBackends(secret)) {
            gateways = true;
            return renewed(known, secret);
        } else if (either instanceof Workload) {
            return known;
        } else if (either instanceof IngressClass) {
            return ingressClass(known, then);
        }
        return opened(known, before, after, then);
    }

    private static boolean isOfEndpoints(@Nullable Resource resource) {
        return resource instanceof EndpointSlice || resource instanceof Endpoints || resource instanceof Workload;
    }

    private static boolean isForConnections(@Nullable Resource resource) {
        return resource instanceof TlsRoute || resource instanceof TcpRoute || resource instanceof UdpRoute;
    }

    private Compiled endpoints(Compiled known, ObjectRef service, Resources then) {
        return compiler.with(known, known.endpoints().with(then, service.namespace(), service.name()));
    }

    private static <T extends Resource> List<T> listed(@Nullable T resource) {
        return resource == null ? List.of() : List.of(resource);
    }

    private Compiled route(Compiled known, @Nullable Route before, @Nullable Route after, Resources then) {
        RuleEdits edit = new RuleEdits(known);
        exchange(edit, known, listed(before), listed(after), known.openGateways(), then);
        edits.add(edit);
        return withReferrers(known.with(edit.on(known.table(), Set.of())), before, after);
    }

    private static Compiled withReferrers(Compiled known, @Nullable Resource before, @Nullable Resource after) {
        Referrers referrers = known.referrers();
        return referrers == null ? known : known.with(referrers.with(before, after));
    }

    /** HTTPRoutes and GRPCRoutes, with those over which they decided and will decide. */
    private void exchange(
            RuleEdits edit, Compiled known, List<Route> before, List<Route> after, OpenGateways open, Resources then) {
        Set<ObjectRef> names = new LinkedHashSet<>(OpenGateways.rivals(before, resources));
        names.addAll(OpenGateways.rivals(after, then));
        touched.addAll(names);
        List<Route> old = named(names, resources);
        List<Route> now = named(names, then);
        old.forEach(route -> touchPolicies(route, then));
        now.forEach(route -> touchPolicies(route, then));
        edit.routes(known.openGateways().attach(old, resources), open.attach(now, then));
    }

    private boolean hasPolicies(Resources then) {
        return !resources.isEmpty(BackendTlsPolicy.class) || !then.isEmpty(BackendTlsPolicy.class);
    }

    /** A policy has a status under each Gateway whose routes name its Services, so it may have another with these. */
    private void touchPolicies(Route route, Resources then) {
        if (hasPolicies(then)) {
            ServiceReferences.of(route).forEach(service -> touchPolicies(service, then));
        }
    }

    private void touchPolicies(ObjectRef service, Resources then) {
        allStatuses |= then.all(BackendTlsPolicy.class).stream()
                .anyMatch(policy -> policy.metadata().namespace().equals(service.namespace())
                        && policy.targetRefs().stream()
                                .anyMatch(target -> target.name().equals(service.name())));
    }

    private static List<Route> named(Set<ObjectRef> names, Resources resources) {
        List<Route> routes = new ArrayList<>();
        for (ObjectRef name : names) {
            if (resources.find(name) instanceof Route route) {
                routes.add(route);
            }
        }
        return routes;
    }

    private Compiled ingresses(Compiled known, List<Ingress> before, List<Ingress> after, Resources then) {
        List<AttachedListener> listeners =
                known.listeners().stream().filter(Change::isForIngresses).toList();
        OpenGateways open = known.openGateways();
        boolean opens = after.stream().anyMatch(ingress -> open.serves(ingress, then)) || open.servesIngressClass(then);
        if (listeners.isEmpty()) {
            return opens ? withIngressPorts(known, open.ingressListeners(then)) : known;
        } else if (!opens && !open.servesAnyIngress(then)) {
            return withIngressPorts(known, List.of());
        }
        RuleEdits edit = new RuleEdits(known);
        exchangeIngresses(edit, known, before, after, open, then);
        edits.add(edit);
        Compiled changed = known.with(edit.on(known.table(), Set.of()));
        if (tls(before, open, resources).equals(tls(after, open, then))) {
            return changed;
        }
        boolean isOpen = listeners.stream().anyMatch(AttachedListener::tls);
        return isOpen == open.servesIngressTls(then)
                ? withIngressCertificates(changed, then)
                : withIngressTls(changed, !isOpen, then);
    }

    private void exchangeIngresses(
            RuleEdits edit,
            Compiled known,
            List<Ingress> before,
            List<Ingress> after,
            OpenGateways open,
            Resources then) {
        before.forEach(ingress -> edit.ingresses(known.openGateways().attach(ingress, resources), List.of()));
        after.forEach(ingress -> edit.ingresses(List.of(), open.attach(ingress, then)));
        if (hasDefaults(known) || after.stream().anyMatch(ingress -> ingress.defaultBackend() != null)) {
            Set<HostPattern> hosts = new HashSet<>(Set.of(HostPattern.ANY));
            before.forEach(ingress -> hosts.addAll(OpenGateways.hosts(ingress)));
            after.forEach(ingress -> hosts.addAll(OpenGateways.hosts(ingress)));
            // What is there for every host without a default backend of its own changes all of them.
            boolean allHosts =
                    !Objects.equals(known.openGateways().ingressFallback(resources), open.ingressFallback(then));
            edit.ingresses(
                    known.openGateways().ingressDefaults(resources, allHosts ? null : hosts),
                    open.ingressDefaults(then, allHosts ? null : hosts));
        }
    }

    /** Whether any Ingress that is served has a default backend: the oldest's is there for requests without a known host, too. */
    private static boolean hasDefaults(Compiled known) {
        return known.binds().stream()
                .filter(bind -> bind.owner().equals(Bind.INGRESS))
                .map(bind -> known.table().listener(bind, ""))
                .filter(Objects::nonNull)
                .flatMap(listener -> listener.candidates("", "/").stream())
                .anyMatch(entry -> entry.rule().origin().rule() < 0);
    }

    /** One that comes, changes or goes: it counts for those Ingresses that it makes ours, or foreign. */
    private Compiled ingressClass(Compiled known, Resources then) {
        allStatuses = true;
        OpenGateways open = known.openGateways();
        Predicate<Ingress> servedBefore = open.served(resources);
        Predicate<Ingress> servedThen = open.served(then);
        List<Ingress> others = new ArrayList<>();
        then.forEach(Ingress.class, ingress -> {
            if (servedBefore.test(ingress) != servedThen.test(ingress)) {
                others.add(ingress);
            }
        });
        boolean isOpen = known.listeners().stream().anyMatch(Change::isForIngresses);
        return !isOpen && others.isEmpty() && !open.servesIngressClass(then)
                ? known
                : ingresses(known, others, others, then);
    }

    /** With these ports for Ingresses, and no others. */
    private static Compiled withIngressPorts(Compiled known, List<AttachedListener> ports) {
        List<AttachedListener> listeners = new ArrayList<>(known.listeners());
        listeners.removeIf(Change::isForIngresses);
        listeners.addAll(ports);
        return known.with(
                listeners, known.table().with(listeners, listener -> isForIngresses(listener) ? null : listener));
    }

    /** Opens the port for Ingresses with TLS, which has the rules of the one without, or closes it. */
    private static Compiled withIngressTls(Compiled known, boolean opens, Resources then) {
        List<AttachedListener> listeners = new ArrayList<>(known.listeners());
        AttachedListener plain = listeners.stream()
                .filter(listener -> isForIngresses(listener) && !listener.tls())
                .findFirst()
                .orElseThrow();
        if (opens) {
            listeners.add(known.openGateways().ingressTlsListener(then).withRules(plain.rules()));
        } else {
            listeners.removeIf(listener -> isForIngresses(listener) && listener.tls());
        }
        return known.with(
                listeners, known.table().with(listeners, listener -> isForIngresses(listener) ? plain : listener));
    }

    private static Compiled withIngressCertificates(Compiled known, Resources then) {
        List<CertificateUse> certificates = known.openGateways().ingressCertificates(then);
        return withCertificates(
                known, listener -> isForIngresses(listener) && listener.tls(), listener -> certificates);
    }

    /** With others for some listeners, which keep all else. */
    private static Compiled withCertificates(
            Compiled known,
            Predicate<AttachedListener> some,
            Function<AttachedListener, List<CertificateUse>> certificates) {
        List<AttachedListener> listeners = new ArrayList<>(known.listeners());
        RouteTable table = known.table();
        for (int i = 0; i < listeners.size(); i++) {
            AttachedListener listener = listeners.get(i);
            if (some.test(listener)) {
                AttachedListener changed = listener.withCertificates(certificates.apply(listener));
                listeners.set(i, changed);
                table = table.with(changed, List.of(), List.of());
            }
        }
        return known.with(listeners, table);
    }

    private static boolean isForIngresses(AttachedListener listener) {
        return listener.bind().owner().equals(Bind.INGRESS);
    }

    private static List<IngressTls> tls(List<Ingress> ingresses, OpenGateways open, Resources resources) {
        return ingresses.stream()
                .filter(ingress -> !ingress.tls().isEmpty() && open.serves(ingress, resources))
                .flatMap(ingress -> ingress.tls().stream())
                .toList();
    }

    private Compiled service(Compiled known, @Nullable Service before, @Nullable Service after, Resources then) {
        Service either = after == null ? before : after;
        if (either == null) {
            return known;
        }
        touchPolicies(either.ref(), then);
        Compiled indexed = indexed(known);
        Referrers referrers = indexed.referrers();
        // What names a Service of this name in vain is told of those in other namespaces.
        Collection<Resource> touched = referrers == null
                ? List.of()
                : before == null || after == null
                        ? referrers.named(either.metadata().name())
                        : referrers.of(either.ref());
        Compiled changed = endpoints(indexed, either.ref(), then);
        OpenGateways open = known.openGateways().withPolicies(then);
        return connections(attachedAgain(changed, open, touched, Set.of(), then), then);
    }

    private Compiled indexed(Compiled known) {
        return known.referrers() == null ? known.with(Referrers.of(resources)) : known;
    }

    /** Routes that have not changed themselves. */
    private Compiled attachedAgain(
            Compiled known, OpenGateways open, Collection<Resource> touched, Set<Place> except, Resources then) {
        RuleEdits edit = new RuleEdits(known);
        List<Route> routes = new ArrayList<>();
        List<Ingress> ingresses = new ArrayList<>();
        for (Resource each : touched) {
            if (each instanceof Ingress ingress) {
                ingresses.add(ingress);
            } else {
                routes.add((Route) each);
            }
        }
        exchange(edit, known, routes, routes, open, then);
        exchangeIngresses(edit, known, ingresses, ingresses, open, then);
        edits.add(edit);
        return known.with(edit.on(known.table(), except)).with(open);
    }

    private void touchConnections(Resources then) {
        connections = true;
        gateways = true;
        for (Class<? extends Route> kind : CONNECTIONS) {
            resources.forEach(kind, route -> touched.add(route.ref()));
            then.forEach(kind, route -> touched.add(route.ref()));
        }
    }

    /** The rules for connections, which are few: all of them are attached. */
    private Compiled connections(Compiled known, Resources then) {
        if (CONNECTIONS.stream().allMatch(kind -> resources.isEmpty(kind) && then.isEmpty(kind))) {
            return known;
        }
        touchConnections(then);
        allStatuses |= hasPolicies(then);
        // Opened anew, for the Gateways that are known may show certificates that were renewed since.
        List<AttachedListener> listeners =
                new ArrayList<>(compiler.gateways(then).listeners(then));
        known.listeners().stream().filter(Change::isForIngresses).forEach(listeners::add);
        return listeners(known, listeners, Map.of());
    }

    /** A Secret that was there before: whoever may refer to it still may, and what is in it is for the TLS side to judge. */
    private static Compiled renewed(Compiled known, Secret secret) {
        return withCertificates(
                known,
                listener -> listener.certificates().stream().anyMatch(use -> isOf(secret, use)),
                listener -> listener.certificates().stream()
                        .map(use -> isOf(secret, use) ? new CertificateUse(use.hosts(), secret) : use)
                        .toList());
    }

    private static boolean isOf(Secret secret, CertificateUse use) {
        return use.secret().ref().equals(secret.ref());
    }

    /** What Gateways are opened with: they are opened anew, and what is then the same as before stays. */
    private Compiled opened(Compiled known, @Nullable Resource before, @Nullable Resource after, Resources then) {
        Resource either = after == null ? before : after;
        OpenGateways open = compiler.gateways(then);
        Set<Place> anew = open.anew(known.openGateways(), either instanceof Namespace);
        allRules &= anew.isEmpty();
        touchConnections(then);
        touched.addAll(known.openGateways().names());
        allStatuses |= !open.tellRoutesAs(known.openGateways())
                || either instanceof GatewayClass
                || (either instanceof Namespace && open.selectNamespaces())
                || (hasPolicies(then)
                        && !(either instanceof Gateway
                                || either instanceof ListenerSet
                                || either instanceof Namespace));
        Map<Place, List<RoutingRule>> rules = anew.isEmpty() ? Map.of() : open.rules(then, anew);
        List<AttachedListener> listeners = new ArrayList<>(open.listeners(then));
        for (AttachedListener listener : known.listeners()) {
            if (isForIngresses(listener)) {
                listeners.add(
                        either instanceof Secret && listener.tls()
                                ? listener.withCertificates(open.ingressCertificates(then))
                                : listener);
            }
        }
        Compiled indexed = either instanceof ReferenceGrant || namesServices(either, then) ? indexed(known) : known;
        return listeners(
                attachedAgain(indexed, open, touched(indexed, before, after, then), anew, then), listeners, rules);
    }

    private static boolean namesServices(@Nullable Resource resource, Resources then) {
        return resource instanceof BackendTlsPolicy
                || (resource instanceof ConfigMap && !then.isEmpty(BackendTlsPolicy.class));
    }

    private static Set<Resource> touched(
            Compiled known, @Nullable Resource before, @Nullable Resource after, Resources then) {
        Set<Resource> touched = new LinkedHashSet<>();
        Referrers referrers = known.referrers();
        Resource either = after == null ? before : after;
        if (referrers == null || either == null) {
            return touched;
        }
        if (either instanceof ReferenceGrant) {
            touched.addAll(referrers.fromElsewhere(either.metadata().namespace()));
        }
        List<BackendTlsPolicy> policies = new ArrayList<>();
        if (before instanceof BackendTlsPolicy policy) {
            policies.add(policy);
        }
        if (after instanceof BackendTlsPolicy policy) {
            policies.add(policy);
        }
        if (either instanceof ConfigMap || either instanceof ReferenceGrant) {
            then.all(BackendTlsPolicy.class).stream()
                    .filter(policy -> either instanceof ReferenceGrant
                            || policy.validation().caCertificateRefs().contains(either.ref()))
                    .forEach(policies::add);
        }
        for (BackendTlsPolicy policy : policies) {
            policy.targetRefs()
                    .forEach(target -> touched.addAll(referrers.of(
                            new ObjectRef("", "Service", policy.metadata().namespace(), target.name()))));
        }
        return touched;
    }

    /**
     * With these listeners, of which those keep their rules that are in force.
     *
     * @param anew the rules of the others
     */
    @SuppressWarnings("ReferenceEquality") // those that stay are the same objects
    private static Compiled listeners(
            Compiled known, List<AttachedListener> listeners, Map<Place, List<RoutingRule>> anew) {
        Map<Place, AttachedListener> old = new HashMap<>();
        known.listeners().forEach(listener -> old.put(Place.of(listener), listener));
        List<AttachedListener> next = new ArrayList<>();
        boolean same = listeners.size() == known.listeners().size();
        for (int i = 0; i < listeners.size(); i++) {
            AttachedListener listener = listeners.get(i);
            Place place = Place.of(listener);
            AttachedListener before = old.get(place);
            List<RoutingRule> rules = anew.get(place);
            if (rules != null || before == null) {
                next.add(listener.withRules(rules == null ? List.of() : rules));
            } else {
                next.add(hasSettings(before, listener) ? before : listener.withRules(before.rules()));
            }
            same = same && next.get(i) == known.listeners().get(i);
        }
        return same
                ? known
                : known.with(
                        next,
                        known.table().with(next, listener -> anew.containsKey(Place.of(listener)) ? null : listener));
    }

    private static boolean hasSettings(AttachedListener one, AttachedListener other) {
        return one.withRules(List.of()).equals(other.withRules(List.of()));
    }
}
