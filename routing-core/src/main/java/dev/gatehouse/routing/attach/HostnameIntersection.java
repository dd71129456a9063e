package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Hostname;
import java.util.List;
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
        return route.stream()
                .filter(hostname -> listener == null || listener.intersect(hostname) != null)
                .distinct()
                .map(HostPattern::gateway)
                .toList();
    }
}
