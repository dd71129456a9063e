package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressRule;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Routes for a host that no listener has taken. */
final class Unserved {
    private Unserved() {}

    /** For each, but for at most so many, what is wrong with it; the worst where there is more. */
    static List<Problem> of(Routes routes, String host, int most) {
        Set<ObjectRef> served = new HashSet<>();
        routes.table()
                .listeners()
                .forEach(table -> Stream.concat(table.entries().stream(), table.callEntries().stream())
                        .forEach(entry -> served.add(entry.rule().origin().route())));
        List<Resource> left = new ArrayList<>();
        routes.resources().all(HttpRoute.class).forEach(route -> add(route, route.hostnames(), true, host, left));
        routes.resources().all(GrpcRoute.class).forEach(route -> add(route, route.hostnames(), true, host, left));
        for (Ingress ingress : routes.resources().all(Ingress.class)) {
            List<Hostname> hosts = ingress.rules().stream()
                    .map(IngressRule::host)
                    .filter(Objects::nonNull)
                    .toList();
            add(ingress, hosts, false, host, left);
        }
        left.removeIf(route -> served.contains(route.ref()));
        if (left.isEmpty()) {
            return List.of();
        }
        Map<ObjectRef, Problem> worst = new HashMap<>();
        for (Problem problem : routes.problems()) {
            if (problem.resource() != null) {
                worst.merge(
                        problem.resource(),
                        problem,
                        (one, other) -> other.severity().compareTo(one.severity()) < 0 ? other : one);
            }
        }
        return left.stream()
                .limit(most)
                .map(route -> worst.getOrDefault(route.ref(), nobody(route)))
                .toList();
    }

    private static Problem nobody(Resource route) {
        return new Problem(
                Severity.WARNING,
                "not-served",
                route.metadata().source(),
                route.ref(),
                FieldPath.ROOT,
                "no listener serves it");
    }

    private static void add(Resource route, List<Hostname> hosts, boolean gateway, String host, List<Resource> left) {
        boolean named = hosts.isEmpty()
                || hosts.stream()
                        .map(own -> gateway ? HostPattern.gateway(own) : HostPattern.ingress(own))
                        .anyMatch(pattern -> Closeness.covers(pattern, host));
        if (named) {
            left.add(route);
        }
    }
}
