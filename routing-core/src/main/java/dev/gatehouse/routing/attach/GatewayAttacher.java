package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.ListenerSets.OpenSet;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gateways of ours, with the ListenerSets that add to them, and the routes that attach to either. */
final class GatewayAttacher {
    private final GatewayOwnership ownership;
    private final ListenerConflicts conflicts;
    private final OpenListeners opener;
    private final ListenerSets sets;
    private final RouteAttacher routes;
    private final List<Problem> problems;
    private final List<OpenGateway> gateways = new ArrayList<>();
    private final Map<ObjectRef, OpenParent> openParents = new LinkedHashMap<>();

    GatewayAttacher(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            ReferenceGrants grants,
            ServicePorts services,
            RuleActions actions,
            List<RouteParent> parents,
            List<Problem> problems) {
        AllowedNamespaces namespaces = new AllowedNamespaces(resources);
        this.ownership = new GatewayOwnership(resources, controllers, problems);
        this.conflicts = new ListenerConflicts(capabilities.mixTlsModes());
        this.opener = new OpenListeners(
                new RouteKinds(capabilities), new CertificateRefs(resources, grants, problems), problems);
        this.sets = new ListenerSets(resources, namespaces, conflicts, opener, problems);
        this.routes = new RouteAttacher(
                resources,
                new ParentRefs(resources, namespaces, openParents, problems),
                new RouteKindConflicts(problems),
                new HttpRouteRules(actions, problems),
                new GrpcRouteRules(actions, problems),
                new StreamRules(services, problems),
                parents);
        this.problems = problems;
    }

    private record OpenGateway(@Nullable Refusal refusal, OpenParent parent, List<OpenSet> sets) {
        Stream<OpenListener> listeners() {
            return Stream.concat(
                    parent.listeners().stream(), sets.stream().flatMap(set -> set.parent().listeners().stream()));
        }
    }

    List<AttachedListener> attach() {
        for (Gateway gateway : ownership.gateways()) {
            OpenGateway open = open(gateway);
            gateways.add(open);
            openParents.put(gateway.ref(), open.parent());
            open.sets().forEach(set -> openParents.put(set.parent().ref(), set.parent()));
        }
        routes.attach();
        return gateways.stream()
                .flatMap(OpenGateway::listeners)
                .map(OpenListener::attached)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The classes of ours that are declared. */
    List<GatewayClass> classes() {
        return ownership.classes();
    }

    /** The Gateways of ours, after {@link #attach}. */
    List<AttachedGateway> gateways() {
        return gateways.stream()
                .map(open -> new AttachedGateway(
                        open.parent().gateway(),
                        open.refusal(),
                        open.parent().listeners().stream()
                                .map(OpenListener::outcome)
                                .toList()))
                .toList();
    }

    /** The ListenerSets of these Gateways, after {@link #attach}. */
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
        List<OpenListener> own = opener.of(
                gateway, gateway, gateway.listeners(), conflicts.within(gateway.listeners()), refusal == null);
        return new OpenGateway(
                refusal, new OpenParent(gateway.ref(), gateway, own), sets.of(gateway, refusal == null, own));
    }
}
