package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RuleAction.RedirectTo;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Redirects, followed as a client would follow them. */
final class RedirectChecks {
    private static final int MOST_HOPS = 10;

    private RedirectChecks() {}

    static void run(Scene scene, Report report) {
        for (ListenerTable table : scene.table().listeners()) {
            for (RouteEntry entry : table.entries()) {
                if (entry.rule().action() instanceof RedirectTo redirect
                        && scene.find(entry.rule().origin().route()) instanceof HttpRoute route) {
                    Origin origin = entry.rule().origin();
                    FieldPath field = SPEC.field("rules").index(origin.rule()).field("filters");
                    AttachedListener listener = table.listener();
                    int port = listener.bind().port();
                    if (redirect.scheme() == null && redirect.port() == null && port != 80 && port != 443) {
                        report.add(
                                "redirect-keeps-listener-port",
                                route,
                                field,
                                "the Location names port " + port + " of listener " + listener.name());
                    }
                    String method = entry.match().method();
                    if (method != null && Set.of("POST", "PUT", "PATCH").contains(method) && redirect.status() <= 302) {
                        report.add(
                                "redirect-permanent-method",
                                route,
                                field,
                                "found status " + redirect.status() + " for " + method);
                    }
                    loop(scene, report, table, entry, route, field);
                }
            }
        }
    }

    private static void loop(
            Scene scene, Report report, ListenerTable table, RouteEntry entry, HttpRoute route, FieldPath field) {
        if (entry.match().path().kind() == PathMatch.Kind.REGULAR_EXPRESSION) {
            return;
        }
        AttachedListener listener = table.listener();
        Probe probe = Probe.of(listener, entry);
        Set<String> seen = new HashSet<>();
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            Decision decision = scene.decide(probe.listener().bind(), probe.head());
            if (!(decision instanceof Decision.Redirect redirect)) {
                return;
            }
            boolean again = !seen.add(redirect.location());
            if (again) {
                if (redirect.origin().equals(entry.rule().origin())) {
                    report.add(
                            "redirect-loop",
                            route,
                            field,
                            "the redirect to " + redirect.location() + " is answered with the same redirect",
                            sections(scene, route).toArray(Change[]::new));
                }
                return;
            }
            Probe next = next(scene, probe, redirect.location());
            if (next == null) {
                return;
            }
            probe = next;
        }
    }

    private static @Nullable Probe next(Scene scene, Probe probe, String location) {
        URI uri;
        try {
            uri = URI.create(location);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String host = uri.getHost();
        if (host == null) {
            return null;
        }
        boolean tls = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        for (AttachedListener listener : scene.attachment().listeners()) {
            if (listener.bind().port() == port
                    && listener.tls() == tls
                    && listener.bind().owner().equals(probe.listener().bind().owner())
                    && (host.equals(probe.host()) || isNamed(scene, listener, host))) {
                return probe.at(listener, host, uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
            }
        }
        return null;
    }

    /** Whether a listener or a rule of the port names the host; of others nobody knows where they lead. */
    private static boolean isNamed(Scene scene, AttachedListener listener, String host) {
        ListenerTable table = scene.table().listener(listener.bind(), host);
        return table != null
                && (table.listener().hostname() != null
                        || table.entries().stream()
                                .anyMatch(entry -> entry.host().equals(new HostPattern(HostPattern.Kind.EXACT, host))));
    }

    /** Each reference to a Gateway as a whole, narrowed to its listener for HTTP. */
    private static List<Change> sections(Scene scene, HttpRoute route) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < route.parentRefs().size(); i++) {
            FieldPath field = SPEC.field("parentRefs").index(i);
            Reference reference = scene.reference(route.ref(), field);
            if (reference == null || route.parentRefs().get(i).sectionName() != null) {
                continue;
            }
            Resource parent = scene.find(reference.to());
            List<String> plain = ListenerRepairs.of(parent).stream()
                    .filter(listener -> listener.protocol().equals("HTTP"))
                    .map(listener -> listener.name())
                    .toList();
            if (plain.size() == 1 && ListenerRepairs.of(parent).size() > 1) {
                changes.add(new Change.Put(route.ref(), field.field("sectionName"), plain.get(0)));
            }
        }
        return changes;
    }

    /** A host that the pattern covers, for a request. */
    static String host(HostPattern pattern, AttachedListener listener) {
        return switch (pattern.kind()) {
            case EXACT -> pattern.text();
            case ONE_LABEL_WILDCARD, WILDCARD ->
                listener.hostname() != null && !listener.hostname().isWildcard()
                        ? listener.hostname().text()
                        : "www." + pattern.text();
            case ANY ->
                listener.hostname() == null
                        ? "www.example.com"
                        : (listener.hostname().isWildcard() ? "www." : "")
                                + listener.hostname().suffix();
        };
    }
}
