package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Backend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter.RequestMirror;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import dev.gatehouse.routing.resource.UdpRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Services behind rules, and how requests are shared among them. */
final class BackendChecks {
    private BackendChecks() {}

    /** An Ingress whose Service is in another namespace only. */
    static void ingressElsewhere(Scene scene, Report report) {
        Map<String, List<String>> namespaces = scene.resources().all(Service.class).stream()
                .collect(Collectors.groupingBy(
                        service -> service.metadata().name(),
                        Collectors.mapping(service -> service.metadata().namespace(), Collectors.toList())));
        for (Reference reference : scene.references()) {
            List<String> elsewhere = namespaces.getOrDefault(reference.to().name(), List.of());
            if (reference.from() instanceof Ingress ingress
                    && reference.to().kind().equals("Service")
                    && scene.isServed(ingress.ref())
                    && scene.find(reference.to()) == null
                    && !elsewhere.isEmpty()) {
                report.add(
                        "ingress-cross-namespace-backend",
                        ingress,
                        reference.field(),
                        "found no " + reference.to() + ", only one in namespace " + String.join(", ", elsewhere));
                report.hide("backend-not-found", ingress.ref(), reference.field());
            }
        }
    }

    /** A port that is there, for the other of TCP and UDP. */
    static void otherTransport(Scene scene, Report report) {
        for (Reference reference : scene.references()) {
            Integer number = reference.port();
            if (number == null
                    || !scene.isServed(reference.from().ref())
                    || !(scene.find(reference.to()) instanceof Service service)) {
                continue;
            }
            String wanted = reference.from() instanceof UdpRoute ? "UDP" : "TCP";
            boolean asWanted = service.port(number, wanted) != null;
            String other = service.ports().stream()
                    .filter(port -> port.port() == number)
                    .map(ServicePort::protocol)
                    .findFirst()
                    .orElse(null);
            if (!asWanted && other != null) {
                FieldPath port = reference.from() instanceof Ingress
                        ? reference.field().field("service").field("port").field("number")
                        : reference.field().field("port");
                report.add(
                        "backend-protocol-mismatch",
                        reference.from(),
                        reference.field(),
                        "found port " + number + " of " + service.ref() + ", which is for " + other
                                + " (expected: one for " + wanted + ")",
                        service.ports().stream()
                                .filter(candidate -> candidate.protocol().equals(wanted))
                                .limit(1)
                                .map(candidate ->
                                        new Change.Put(reference.from().ref(), port, candidate.port()))
                                .toArray(Change[]::new));
                report.hide("backend-port-not-in-service", reference.from().ref(), reference.field());
            }
        }
    }

    static void shares(Scene scene, Report report) {
        for (AttachedListener listener : scene.attachment().listeners()) {
            for (RoutingRule rule : listener.rules()) {
                Resource route = scene.find(rule.origin().route());
                if (route == null
                        || route instanceof Ingress
                        || !(rule.action() instanceof ForwardTo forward)
                        || forward.shares().size() < 2
                        || forward.totalWeight() == 0) {
                    continue;
                }
                FieldPath field =
                        SPEC.field("rules").index(rule.origin().rule()).field("backendRefs");
                int total = forward.totalWeight();
                int broken = forward.shares().stream()
                        .filter(share -> share.backend() instanceof Backend.Unusable)
                        .mapToInt(BackendShare::weight)
                        .sum();
                if (broken > 0 && broken < total) {
                    report.add(
                            "broken-share",
                            route,
                            field,
                            Math.max(1, Math.round(100.0 * broken / total)) + " % of the requests get 500");
                }
                int most = forward.shares().stream()
                        .mapToInt(BackendShare::weight)
                        .max()
                        .orElse(0);
                if (total != 100 && total >= 80 && total <= 120 && most >= 50 && most < 100) {
                    report.add(
                            "weights-not-percent",
                            route,
                            field,
                            "found weights that add up to " + total + ": the shares are "
                                    + forward.shares().stream()
                                            .map(share -> Math.round(1000.0 * share.weight() / total) / 10.0 + " %")
                                            .collect(Collectors.joining(", ")));
                }
            }
        }
    }

    /** What the ports of the Services in use say of their protocol, and whether anybody is behind them. */
    static void services(Scene scene, Report report) {
        Map<ObjectRef, List<EndpointSlice>> slices = new HashMap<>();
        for (EndpointSlice slice : scene.resources().all(EndpointSlice.class)) {
            String name = slice.serviceName();
            if (name != null) {
                slices.computeIfAbsent(
                                new ObjectRef("", "Service", slice.metadata().namespace(), name),
                                key -> new ArrayList<>())
                        .add(slice);
            }
        }
        Set<Backend> seen = new HashSet<>();
        for (AttachedListener listener : scene.attachment().listeners()) {
            for (RoutingRule rule : listener.rules()) {
                if (rule.action() instanceof ForwardTo forward) {
                    boolean grpc = scene.find(rule.origin().route()) instanceof GrpcRoute;
                    for (BackendShare share : forward.shares()) {
                        if (share.backend() instanceof Backend.ServiceBackend backend && seen.add(backend)) {
                            service(scene, report, backend, grpc, slices);
                        }
                    }
                }
            }
        }
    }

    private static void service(
            Scene scene,
            Report report,
            Backend.ServiceBackend backend,
            boolean grpc,
            Map<ObjectRef, List<EndpointSlice>> slices) {
        ObjectRef ref = new ObjectRef("", "Service", backend.namespace(), backend.name());
        if (!(scene.find(ref) instanceof Service service)) {
            return;
        }
        for (int i = 0; i < service.ports().size(); i++) {
            ServicePort port = service.ports().get(i);
            String protocol = port.appProtocol();
            boolean named = port.name().startsWith("grpc") || port.name().startsWith("h2c");
            if (port.port() == backend.port() && protocol == null && (grpc || named)) {
                FieldPath field = SPEC.field("ports").index(i).field("appProtocol");
                report.add(
                        "app-protocol-h2c-missing",
                        service,
                        field,
                        "port " + port.port() + " is " + (grpc ? "the backend of a GRPCRoute" : "named " + port.name())
                                + " and has no appProtocol",
                        new Change.Put(ref, field, "kubernetes.io/h2c"));
            }
        }
        List<EndpointSlice> own = slices.get(ref);
        if (own != null
                && own.stream()
                        .flatMap(slice -> slice.endpoints().stream())
                        .noneMatch(endpoint -> endpoint.ready() || (endpoint.serving() && endpoint.terminating()))) {
            report.add(
                    "service-no-ready-endpoints",
                    service,
                    SPEC,
                    "found no endpoint that is ready in its EndpointSlices");
        }
    }

    static void mirrors(Scene scene, Report report) {
        for (HttpRoute route : scene.httpRoutes()) {
            for (int i = 0; i < route.rules().size(); i++) {
                HttpRouteRule rule = route.rules().get(i);
                for (int j = 0; j < rule.filters().size(); j++) {
                    if (rule.filters().get(j) instanceof RequestMirror mirror
                            && rule.backendRefs().stream()
                                    .anyMatch(primary -> primary.backend().equals(mirror.backendRef()))) {
                        FieldPath field =
                                SPEC.field("rules").index(i).field("filters").index(j);
                        report.add(
                                "mirror-to-primary",
                                route,
                                field,
                                "found " + mirror.backendRef().name() + ", which serves the rule",
                                new Change.Remove(route.ref(), field));
                    }
                }
            }
        }
    }
}
