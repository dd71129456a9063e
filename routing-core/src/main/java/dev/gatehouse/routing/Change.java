package dev.gatehouse.routing;

import dev.gatehouse.routing.Routes.Compiled;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.OpenGateways;
import dev.gatehouse.routing.attach.OpenGateways.RulesOnListener;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.plan.ManifestEndpoints;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.Workload;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources that change one after another, and what is compiled of them, for as long as each touches only what can be told. */
final class Change {
    private final RouteCompiler compiler;
    private Resources resources;
    private @Nullable Compiled compiled;

    Change(RouteCompiler compiler, Resources resources, Compiled compiled) {
        this.compiler = compiler;
        this.resources = resources;
        this.compiled = compiled;
    }

    Resources resources() {
        return resources;
    }

    /** Null where everything has to be compiled anew. */
    @Nullable
    Compiled compiled() {
        return compiled;
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

    private void step(@Nullable Resource before, @Nullable Resource after, Resources then) {
        Compiled known = compiled;
        Resource either = after == null ? before : after;
        if (known != null && !(either instanceof Workload)) {
            if (either instanceof HttpRoute) {
                compiled = route(known, (HttpRoute) before, (HttpRoute) after, then);
            } else if (either instanceof EndpointSlice) {
                ManifestEndpoints endpoints =
                        known.endpoints().with(then, (EndpointSlice) before, (EndpointSlice) after);
                compiled = endpoints == null ? null : compiler.with(known, endpoints);
            } else if (either instanceof Endpoints older) {
                String namespace = older.metadata().namespace();
                compiled = compiler.with(
                        known,
                        known.endpoints().with(then, namespace, older.metadata().name()));
            } else if (before instanceof Secret && after instanceof Secret secret) {
                compiled = secret(known, secret);
            } else {
                compiled = null;
            }
        }
        resources = then;
    }

    private @Nullable Compiled route(
            Compiled known, @Nullable HttpRoute before, @Nullable HttpRoute after, Resources then) {
        if ((before != null && !OpenGateways.isUncontested(before, then))
                || (after != null && !OpenGateways.isUncontested(after, then))) {
            return null;
        }
        OpenGateways open = known.openGateways();
        Map<Place, Rules> places = new LinkedHashMap<>();
        if (before != null) {
            open.attach(before, resources)
                    .forEach(given -> at(given, places).removed.addAll(given.rules()));
        }
        if (after != null) {
            open.attach(after, then).forEach(given -> at(given, places).added.addAll(given.rules()));
        }
        RouteTable table = known.table();
        for (Map.Entry<Place, Rules> entry : places.entrySet()) {
            Place place = entry.getKey();
            table = table.with(place.bind, place.host, entry.getValue().removed, entry.getValue().added);
        }
        return known.with(table);
    }

    /** A listener of a port. */
    private record Place(Bind bind, HostPattern host) {}

    private record Rules(List<RoutingRule> removed, List<RoutingRule> added) {
        Rules() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private static Rules at(RulesOnListener given, Map<Place, Rules> places) {
        return places.computeIfAbsent(new Place(given.bind(), given.host()), place -> new Rules());
    }

    /** A Secret that was there before: whoever may refer to it still may, and what is in it is for the TLS side to judge. */
    private static @Nullable Compiled secret(Compiled known, Secret secret) {
        if (known.openGateways().showToBackends(secret)) {
            return null;
        }
        List<AttachedListener> listeners = new ArrayList<>(known.listeners());
        RouteTable table = known.table();
        for (int i = 0; i < listeners.size(); i++) {
            AttachedListener listener = listeners.get(i);
            if (listener.certificates().stream().anyMatch(use -> isOf(secret, use))) {
                AttachedListener changed = listener.withCertificates(listener.certificates().stream()
                        .map(use -> isOf(secret, use) ? new CertificateUse(use.hosts(), secret) : use)
                        .toList());
                listeners.set(i, changed);
                table = table.with(changed, List.of(), List.of());
            }
        }
        return known.with(listeners, table);
    }

    private static boolean isOf(Secret secret, CertificateUse use) {
        return use.secret().ref().equals(secret.ref());
    }
}
