package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Hosts of routes that reach less than they say, for the listeners that they are attached to. */
final class HostChecks {
    private HostChecks() {}

    static void routes(Scene scene, Report report) {
        for (Resource resource : scene.resources().all()) {
            List<AttachedListener> attached = scene.listeners(resource.ref());
            if (resource instanceof Route route && !attached.isEmpty()) {
                for (int i = 0; i < route.hostnames().size(); i++) {
                    host(scene, report, route, i, attached);
                }
            }
        }
    }

    private static void host(Scene scene, Report report, Route route, int index, List<AttachedListener> attached) {
        Hostname host = route.hostnames().get(index);
        boolean taken = attached.stream().anyMatch(listener -> meets(listener.hostname(), host));
        if (!taken) {
            ObjectRef set = missedSet(scene, route, host);
            if (set != null) {
                report.add(
                        "gateway-ref-misses-listenerset",
                        route,
                        SPEC.field("hostnames").index(index),
                        "found " + host + ", a host of " + set + " and of no listener that is referred to",
                        new Change.Put(
                                route.ref(),
                                SPEC.field("parentRefs")
                                        .index(route.parentRefs().size()),
                                Manifest.of(
                                        "group", set.group(),
                                        "kind", set.kind(),
                                        "namespace", set.namespace(),
                                        "name", set.name())));
                return;
            }
            report.add(
                    "hostname-partly-ignored",
                    route,
                    SPEC.field("hostnames").index(index),
                    "found " + host + " (expected a host of the listeners: " + names(attached) + ")",
                    new Change.Remove(route.ref(), SPEC.field("hostnames").index(index)));
            return;
        }
        for (AttachedListener mine : attached) {
            for (AttachedListener other : scene.listeners(mine.bind())) {
                Hostname theirs = other.hostname();
                if (theirs != null
                        && theirs.covers(host)
                        && isNarrower(theirs, mine.hostname())
                        && !attached.contains(other)) {
                    report.add(
                            "isolation-hides-route",
                            route,
                            SPEC.field("hostnames").index(index),
                            "found " + host + ", which listener " + other.name() + " (" + theirs
                                    + ") has; the route is attached to listener " + mine.name());
                }
            }
        }
    }

    /** A ListenerSet of a Gateway that the route names, with a listener for the host. */
    private static @Nullable ObjectRef missedSet(Scene scene, Route route, Hostname host) {
        for (ListenerSet set : scene.resources().all(ListenerSet.class)) {
            ParentReference gateway = set.parentRef();
            boolean named =
                    route.parentRefs().stream().anyMatch(parent -> parent.name().equals(gateway.name()));
            if (named
                    && set.listeners().stream()
                            .anyMatch(listener -> listener.hostname() != null && meets(listener.hostname(), host))) {
                return set.ref();
            }
        }
        return null;
    }

    /** One host that routes of several namespaces claim. */
    static void tenants(Scene scene, Report report) {
        for (AttachedListener listener : scene.attachment().listeners()) {
            Map<HostPattern, Map<String, RoutingRule>> claims = new HashMap<>();
            for (RoutingRule rule : listener.rules()) {
                for (HostPattern host : rule.hosts()) {
                    if (host.kind() != HostPattern.Kind.ANY) {
                        claims.computeIfAbsent(host, key -> new HashMap<>())
                                .putIfAbsent(rule.origin().route().namespace(), rule);
                    }
                }
            }
            claims.forEach((host, owners) -> {
                if (owners.size() > 1) {
                    String namespaces = String.join(", ", new TreeSet<>(owners.keySet()));
                    owners.values().forEach(rule -> {
                        Resource owner = scene.find(rule.origin().route());
                        if (owner != null) {
                            report.add(
                                    "multi-tenant-hostname",
                                    owner,
                                    owner instanceof Route ? SPEC.field("hostnames") : SPEC.field("rules"),
                                    "found " + host + ", which routes of the namespaces " + namespaces + " claim");
                        }
                    });
                }
            });
        }
    }

    private static boolean meets(@Nullable Hostname listener, Hostname host) {
        return listener == null || listener.intersect(host) != null;
    }

    private static boolean isNarrower(Hostname one, @Nullable Hostname other) {
        return other == null || (other.covers(one) && !other.equals(one));
    }

    private static String names(List<AttachedListener> listeners) {
        return String.join(
                ", ",
                listeners.stream()
                        .map(listener -> listener.name() + " (" + listener.hostname() + ")")
                        .toList());
    }
}
