package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerTls;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gateways of ours, their listeners, and the HTTPRoutes that attach to them. */
final class GatewayAttacher {
    private static final String GROUP = "gateway.networking.k8s.io";
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");

    private final Resources resources;
    private final Controllers controllers;
    private final AllowedNamespaces namespaces;
    private final CertificateRefs certificateRefs;
    private final HttpRouteRules routeRules;
    private final List<RouteParent> parents;
    private final List<Problem> problems;
    private final Map<Gateway, List<OpenListener>> gateways = new LinkedHashMap<>();

    GatewayAttacher(
            Resources resources,
            Controllers controllers,
            ReferenceGrants grants,
            HttpRouteRules routeRules,
            List<RouteParent> parents,
            List<Problem> problems) {
        this.resources = resources;
        this.controllers = controllers;
        this.namespaces = new AllowedNamespaces(resources);
        this.certificateRefs = new CertificateRefs(resources, grants, problems);
        this.routeRules = routeRules;
        this.parents = parents;
        this.problems = problems;
    }

    /** A listener while routes attach to it; one that is not served still tells routes that they found it. */
    private record OpenListener(ListenerOutcome outcome, List<RoutingRule> rules) {
        Listener listener() {
            return outcome.listener();
        }
    }

    /** The classes of ours that are declared. */
    List<GatewayClass> classes() {
        return resources.all(GatewayClass.class).stream().filter(this::ours).toList();
    }

    /** The Gateways of ours, after {@link #attach}. */
    List<AttachedGateway> gateways() {
        List<AttachedGateway> all = new ArrayList<>();
        gateways.forEach((gateway, listeners) -> all.add(new AttachedGateway(
                gateway,
                refusal(gateway),
                listeners.stream().map(OpenListener::outcome).toList())));
        return all;
    }

    List<AttachedListener> attach() {
        for (Gateway gateway : resources.all(Gateway.class)) {
            if (ours(gateway)) {
                gateways.put(gateway, open(gateway));
            }
        }
        for (HttpRoute route : resources.all(HttpRoute.class)) {
            attach(route);
        }
        List<AttachedListener> attached = new ArrayList<>();
        gateways.forEach((gateway, listeners) -> {
            for (OpenListener open : listeners) {
                if (open.outcome().served()) {
                    Listener listener = open.listener();
                    attached.add(new AttachedListener(
                            new Bind(gateway.ref(), listener.port()),
                            listener.name(),
                            listener.hostname(),
                            listener.protocol().equals("HTTPS"),
                            AttachedListener.Style.GATEWAY,
                            open.outcome().certificates(),
                            open.rules()));
                }
            }
        });
        return attached;
    }

    private boolean ours(Gateway gateway) {
        String name = gateway.gatewayClassName();
        GatewayClass declared = resources.find(GatewayClass.class, "", name);
        FieldPath field = SPEC.field("gatewayClassName");
        if (declared == null) {
            if (!controllers.claimsUndeclared(name)) {
                problems.add(Problems.error(
                        "gateway-class-missing",
                        gateway,
                        field,
                        "found \"" + name + "\" (expected a GatewayClass of that name); nothing serves this Gateway"));
                return false;
            }
            return true;
        }
        if (!ours(declared)) {
            problems.add(Problems.hint(
                    "gateway-class-foreign-controller",
                    gateway,
                    field,
                    "class \"" + name + "\" belongs to " + declared.controllerName() + ": not served here"));
            return false;
        }
        return true;
    }

    private boolean ours(GatewayClass declared) {
        return controllers.claims(declared.metadata().name(), declared.controllerName());
    }

    /**
     * Why the Gateway as a whole is not accepted, or null. Parameters say how to serve it, and Gatehouse knows none. Where every class is
     * ours they are those of another controller, and a warning is enough.
     */
    private @Nullable Refusal refusal(Gateway gateway) {
        if (controllers.every()) {
            return null;
        }
        GatewayClass declared = resources.find(GatewayClass.class, "", gateway.gatewayClassName());
        if (declared != null && declared.parametersRef() != null) {
            return new Refusal("Invalid", "the GatewayClass \"" + gateway.gatewayClassName() + "\" is not accepted");
        }
        ObjectRef parameters = gateway.parametersRef();
        return parameters == null
                ? null
                : new Refusal("InvalidParameters", "found " + parameters + " (expected: no parameters, none is known)");
    }

    private List<OpenListener> open(Gateway gateway) {
        Refusal refusal = refusal(gateway);
        if (refusal != null) {
            problems.add(Problems.error(
                    "gateway-not-accepted", gateway, SPEC, refusal.message() + "; nothing serves this Gateway"));
        }
        Map<String, String> conflicts = ListenerConflicts.of(gateway.listeners());
        List<OpenListener> open = new ArrayList<>();
        for (int i = 0; i < gateway.listeners().size(); i++) {
            Listener listener = gateway.listeners().get(i);
            FieldPath field = SPEC.field("listeners").index(i);
            Refusal refused = refusal(gateway, listener, conflicts.get(listener.name()), field);
            List<Refusal> broken = new ArrayList<>();
            List<CertificateUse> certificates = certificates(gateway, listener, field.field("tls"), broken);
            // One without tls has no certificate, which the decoder has reported.
            boolean served = refusal == null
                    && refused == null
                    && (listener.protocol().equals("HTTP") || listener.tls() != null);
            open.add(new OpenListener(
                    new ListenerOutcome(
                            listener, served, refused, RouteKinds.supported(listener), broken, certificates),
                    new ArrayList<>()));
        }
        return open;
    }

    private List<CertificateUse> certificates(
            Gateway gateway, Listener listener, FieldPath field, List<Refusal> broken) {
        if (!listener.protocol().equals("HTTPS")) {
            return List.of();
        }
        ListenerTls tls = listener.tls();
        if (tls == null || tls.certificateRefs().isEmpty()) {
            broken.add(new Refusal("InvalidCertificateRef", "found no certificateRefs (expected: at least one)"));
            return List.of();
        }
        return certificateRefs.resolve(gateway, tls.certificateRefs(), field, broken);
    }

    private @Nullable Refusal refusal(Gateway gateway, Listener listener, @Nullable String conflict, FieldPath field) {
        if (conflict != null) {
            boolean protocol = conflict.equals("ProtocolConflict");
            String message = "listener \"" + listener.name() + "\" (" + listener.protocol() + " on port "
                    + listener.port() + ") cannot be told from another: " + conflict + "; none of them is served";
            problems.add(
                    Problems.error(protocol ? "listener-protocol-mix" : "listener-conflict", gateway, field, message));
            return new Refusal(conflict, message);
        }
        if (RouteKinds.protocolIsServed(listener)) {
            return null;
        }
        String message = "found " + listener.protocol() + " (expected HTTP or HTTPS); it is not served";
        problems.add(Problems.warning("protocol-unsupported", gateway, field.field("protocol"), message));
        return new Refusal("UnsupportedProtocol", message);
    }

    private void attach(HttpRoute route) {
        if (route.parentRefs().isEmpty()) {
            problems.add(Problems.error(
                    "route-without-parent",
                    route,
                    SPEC.field("parentRefs"),
                    "found none (expected at least one Gateway); the route does nothing"));
            return;
        }
        Set<OpenListener> attached = Collections.newSetFromMap(new IdentityHashMap<>());
        HttpRouteRules.Outcome outcome = null;
        for (int i = 0; i < route.parentRefs().size(); i++) {
            ParentReference reference = route.parentRefs().get(i);
            FieldPath field = SPEC.field("parentRefs").index(i);
            Gateway gateway = gateway(route, reference, field);
            if (gateway == null || !gateways.containsKey(gateway)) {
                continue;
            }
            List<OpenListener> found = new ArrayList<>();
            Refusal refusal = select(route, reference, gateway, found, field);
            if (outcome == null) {
                outcome = routeRules.of(route);
            }
            parents.add(new RouteParent(
                    route.ref(),
                    i,
                    gateway.ref(),
                    refusal,
                    found.stream().map(open -> open.listener().name()).toList(),
                    outcome.findings()));
            for (OpenListener open : found) {
                if (attached.add(open)) {
                    addTo(open, route, outcome.rules());
                }
            }
        }
    }

    private @Nullable Gateway gateway(HttpRoute route, ParentReference reference, FieldPath field) {
        if (!reference.group().equals(GROUP) || !reference.kind().equals("Gateway")) {
            problems.add(Problems.hint(
                    "parent-kind-unsupported",
                    route,
                    field,
                    "found a parent of kind " + reference.kind() + " (expected: Gateway); it is left alone"));
            return null;
        }
        String own = route.metadata().namespace();
        String namespace = reference.namespace() == null ? own : reference.namespace();
        Gateway gateway = resources.find(Gateway.class, namespace, reference.name());
        if (gateway == null) {
            String elsewhere = resources.all(Gateway.class).stream()
                    .filter(candidate -> candidate.metadata().name().equals(reference.name()))
                    .map(candidate -> candidate.metadata().namespace())
                    .collect(Collectors.joining(", "));
            problems.add(Problems.error(
                    "parent-not-found",
                    route,
                    field,
                    "found no Gateway " + namespace + "/" + reference.name()
                            + (elsewhere.isEmpty() ? "" : " (there is one in namespace " + elsewhere + ")")));
        }
        return gateway;
    }

    /** {@code spec/attachment}: the first test at which no listener is left gives the reason. */
    private @Nullable Refusal select(
            HttpRoute route, ParentReference reference, Gateway gateway, List<OpenListener> found, FieldPath field) {
        List<OpenListener> all = Objects.requireNonNull(gateways.get(gateway), "gateway");
        List<OpenListener> named = all.stream()
                .filter(open -> reference.sectionName() == null
                        || reference.sectionName().equals(open.listener().name()))
                .toList();
        List<OpenListener> sections = named.stream()
                .filter(open -> reference.port() == null
                        || reference.port() == open.listener().port())
                .toList();
        if (sections.isEmpty()) {
            boolean byName = named.isEmpty();
            return refuse(
                    route,
                    byName ? field.field("sectionName") : field.field("port"),
                    byName ? "section-name-not-found" : "parent-port-mismatch",
                    "NoMatchingParent",
                    "found " + (byName ? "\"" + reference.sectionName() + "\"" : reference.port())
                            + " (expected one of the listeners of " + gateway.ref() + ": " + describe(all) + ")");
        }
        List<OpenListener> kinds = sections.stream()
                .filter(open -> open.outcome().supportedKinds().contains(RouteKinds.HTTP_ROUTE))
                .toList();
        if (kinds.isEmpty()) {
            return refuse(
                    route,
                    field,
                    "route-kind-not-allowed",
                    "NotAllowedByListeners",
                    "no listener of " + gateway.ref() + " takes a HTTPRoute: " + describe(sections));
        }
        List<OpenListener> allowed = kinds.stream()
                .filter(open -> namespaces.allow(
                        open.listener().allowedRoutes(),
                        gateway.metadata().namespace(),
                        route.metadata().namespace()))
                .toList();
        if (allowed.isEmpty()) {
            return refuse(
                    route,
                    field,
                    "namespace-not-allowed",
                    "NotAllowedByListeners",
                    "no listener of " + gateway.ref() + " takes routes from namespace "
                            + route.metadata().namespace() + " (see allowedRoutes.namespaces)");
        }
        for (OpenListener open : allowed) {
            if (!HostnameIntersection.of(open.listener().hostname(), route.hostnames())
                    .isEmpty()) {
                found.add(open);
            }
        }
        if (found.isEmpty()) {
            return refuse(
                    route,
                    SPEC.field("hostnames"),
                    "hostname-no-intersection",
                    "NoMatchingListenerHostname",
                    "found " + text(route.hostnames()) + " (expected a host of the listeners of " + gateway.ref() + ": "
                            + describe(allowed) + ")");
        }
        return null;
    }

    private Refusal refuse(HttpRoute route, FieldPath field, String name, String reason, String message) {
        problems.add(Problems.error(name, route, field, message));
        return new Refusal(reason, message);
    }

    private static void addTo(OpenListener open, HttpRoute route, List<RoutingRule> rules) {
        List<HostPattern> hosts = HostnameIntersection.of(open.listener().hostname(), route.hostnames());
        for (RoutingRule rule : rules) {
            open.rules().add(rule.withHosts(hosts));
        }
    }

    private static String describe(List<OpenListener> listeners) {
        return listeners.stream()
                .map(OpenListener::listener)
                .map(listener -> listener.name() + " (" + listener.protocol() + " " + listener.port()
                        + (listener.hostname() == null ? "" : ", " + listener.hostname()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String text(List<Hostname> hostnames) {
        return hostnames.stream().map(Hostname::text).collect(Collectors.joining(", "));
    }
}
