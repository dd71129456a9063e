package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.ListenerSets.OpenSet;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.GatewayTls;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.SecretObjectReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gateways of ours, with the ListenerSets that add to them, and the routes that attach to either. */
final class GatewayAttacher {
    private final GatewayOwnership ownership;
    private final ListenerConflicts conflicts;
    private final OpenListeners opener;
    private final ListenerSets sets;
    private final FrontendValidation frontend;
    private final CertificateRefs certificateRefs;
    private final ListenerRules rules = new ListenerRules();
    private final RouteAttacher routes;
    private final List<Problem> problems;
    private final List<OpenGateway> gateways = new ArrayList<>();
    private final Map<ObjectRef, OpenParent> openParents = new LinkedHashMap<>();

    GatewayAttacher(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            ReferenceGrants grants,
            CaCertificateRefs authorities,
            ServicePorts services,
            RuleActions actions,
            List<RouteParent> parents,
            List<Problem> problems) {
        AllowedNamespaces namespaces = new AllowedNamespaces(resources);
        this.ownership = new GatewayOwnership(resources, controllers, problems);
        this.conflicts = new ListenerConflicts(capabilities.mixTlsModes());
        this.frontend = new FrontendValidation(authorities, problems);
        this.certificateRefs = new CertificateRefs(resources, grants, problems);
        this.opener = new OpenListeners(new RouteKinds(capabilities), certificateRefs, problems);
        this.sets = new ListenerSets(resources, namespaces, conflicts, opener, problems);
        this.routes = new RouteAttacher(
                resources,
                new ParentRefs(resources, namespaces, openParents, problems),
                new RouteKindConflicts(problems),
                new HttpRouteRules(actions, problems),
                new GrpcRouteRules(actions, problems),
                new StreamRules(services, problems),
                rules,
                parents);
        this.problems = problems;
    }

    private record OpenGateway(
            @Nullable Refusal refusal,
            @Nullable Secret clientCertificate,
            List<Refusal> brokenReferences,
            OpenParent parent,
            List<OpenSet> sets) {
        Stream<OpenListener> listeners() {
            return Stream.concat(
                    parent.listeners().stream(), sets.stream().flatMap(set -> set.parent().listeners().stream()));
        }
    }

    /** Opens the Gateways and their ListenerSets, without any route. */
    void open() {
        for (Gateway gateway : ownership.gateways()) {
            OpenGateway open = open(gateway);
            gateways.add(open);
            openParents.put(gateway.ref(), open.parent());
            open.sets().forEach(set -> openParents.put(set.parent().ref(), set.parent()));
        }
    }

    /** After {@link #open}. */
    List<AttachedListener> attach() {
        routes.attach();
        return gateways.stream()
                .flatMap(OpenGateway::listeners)
                .map(rules::attached)
                .filter(Objects::nonNull)
                .toList();
    }

    /** After {@link #open}, in the place of {@link #attach}: routes for connections alone. */
    void attachConnections() {
        routes.attachConnections();
    }

    /** What routes can name as their parents, after {@link #open}. */
    Map<ObjectRef, OpenParent> openParents() {
        return openParents;
    }

    /** The classes of ours that are declared. */
    List<GatewayClass> classes() {
        return ownership.classes();
    }

    /** The Gateways of ours, after {@link #open}. */
    List<AttachedGateway> gateways() {
        return gateways.stream()
                .map(open -> new AttachedGateway(
                        open.parent().gateway(),
                        open.refusal(),
                        open.clientCertificate(),
                        open.brokenReferences(),
                        open.parent().listeners().stream()
                                .map(OpenListener::outcome)
                                .toList()))
                .toList();
    }

    /** The ListenerSets of these Gateways, after {@link #open}. */
    List<AttachedListenerSet> listenerSets() {
        return gateways.stream()
                .flatMap(open -> open.sets().stream())
                .map(OpenSet::outcome)
                .toList();
    }

    private OpenGateway open(Gateway gateway) {
        Refusal refusal = ownership.refusal(gateway);
        if (refusal != null) {
            problems.add(Problems.error(
                    "gateway-not-accepted",
                    gateway,
                    FieldPath.ROOT.field("spec"),
                    refusal.message() + "; nothing serves this Gateway"));
        }
        List<Refusal> broken = new ArrayList<>();
        Secret secret = clientCertificate(gateway, broken);
        GatewayClientCertificate shown = secret == null ? null : new GatewayClientCertificate(secret);
        FrontendValidation.Ports ports = frontend.of(gateway);
        List<OpenListener> own = opener.of(
                gateway,
                ports,
                shown,
                gateway,
                gateway.listeners(),
                conflicts.within(gateway.listeners()),
                refusal == null);
        return new OpenGateway(
                refusal,
                secret,
                broken,
                new OpenParent(gateway.ref(), gateway, own),
                sets.of(gateway, refusal == null, ports, shown, own));
    }

    private @Nullable Secret clientCertificate(Gateway gateway, List<Refusal> broken) {
        GatewayTls tls = gateway.tls();
        SecretObjectReference reference = tls == null ? null : tls.clientCertificateRef();
        FieldPath field =
                FieldPath.ROOT.field("spec").field("tls").field("backend").field("clientCertificateRef");
        return reference == null
                ? null
                : certificateRefs.resolve(gateway, reference, field, "InvalidClientCertificateRef", broken);
    }

    /** By Gateway the Services to which its routes refer, after {@link #attach}. */
    Map<ObjectRef, Set<ObjectRef>> reached(List<RouteParent> parents, ServicePorts services) {
        Map<ObjectRef, Set<ObjectRef>> reached = new LinkedHashMap<>();
        for (RouteParent parent : parents) {
            OpenParent open = parent.parent() == null ? null : openParents.get(parent.parent());
            if (open != null && parent.refusal() == null) {
                reached.computeIfAbsent(open.gateway().ref(), key -> new LinkedHashSet<>())
                        .addAll(services.referredBy(parent.route()));
            }
        }
        return reached;
    }
}
