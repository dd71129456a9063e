package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Hostname;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of a route's host names a listener serves ({@code HTTPRoute.spec.hostnames}). */
final class HostnameIntersection {
    private HostnameIntersection() {}

    /**
     * The route's host names, as it declares them, that have something in common with the listener's; every host where the route names
     * none; empty where nothing is left.
     *
     * <p>Declared and not intersected, since precedence goes by the text that the route declares, and a request only ever asks the rules of
     * the listener that its host selected.
     */
    static List<HostPattern> of(@Nullable Hostname listener, List<Hostname> route) {
        if (route.isEmpty()) {
            return List.of(HostPattern.ANY);
        }
        Set<HostPattern> hosts = new LinkedHashSet<>();
        for (Hostname hostname : route) {
            if (has(listener, hostname)) {
                hosts.add(HostPattern.gateway(hostname));
            }
        }
        return List.copyOf(hosts);
    }

    /** Whether {@link #of} is not empty. */
    static boolean any(@Nullable Hostname listener, List<Hostname> route) {
        for (Hostname hostname : route) {
            if (has(listener, hostname)) {
                return true;
            }
        }
        return route.isEmpty();
    }

    private static boolean has(@Nullable Hostname listener, Hostname hostname) {
        return listener == null || listener.intersect(hostname) != null;
    }

    /** Whether two routes have a host of a listener in common; a route without host names has every one. */
    static boolean common(@Nullable Hostname listener, List<Hostname> one, List<Hostname> other) {
        // Of two patterns the one covers the other or they have nothing in common: where each meets each, all three do.
        return of(listener, one).stream()
                .anyMatch(first -> of(listener, other).stream().anyMatch(second -> meet(first, second)));
    }

    private static boolean meet(HostPattern one, HostPattern other) {
        return one.kind() == HostPattern.Kind.ANY
                || other.kind() == HostPattern.Kind.ANY
                || new Hostname(one.toString()).intersect(new Hostname(other.toString())) != null;
    }
}
