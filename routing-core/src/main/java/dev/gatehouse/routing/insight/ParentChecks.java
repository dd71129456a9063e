package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListenerSet;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ListenerTls;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parents of routes that are something else than a Gateway, and ListenerSets beside others of their Gateway. */
final class ParentChecks {
    private ParentChecks() {}

    /** A reference that means a Gateway because it names no kind, and a ListenerSet or Service of that name. */
    static void kindOmitted(Scene scene, Report report) {
        for (Reference reference : scene.references()) {
            ObjectRef to = reference.to();
            if (!(reference.from() instanceof Route route)
                    || !to.kind().equals("Gateway")
                    || reference.granted()
                    || scene.find(to) != null
                    || scene.isRefused(to)) {
                continue;
            }
            Resource meant = meant(scene.resources(), to);
            if (meant != null) {
                report.add(
                        "parent-kind-omitted",
                        route,
                        reference.field(),
                        "found no " + to + ", only " + meant.ref() + " (expected: kind "
                                + meant.ref().kind() + ")",
                        changes(route, reference.field(), meant));
                report.hide("parent-not-found", route.ref(), reference.field());
            }
        }
    }

    private static @Nullable Resource meant(Resources resources, ObjectRef to) {
        Resource set = resources.find(ListenerSet.class, to.namespace(), to.name());
        return set != null ? set : resources.find(Service.class, to.namespace(), to.name());
    }

    private static Change[] changes(Route route, FieldPath field, Resource meant) {
        Change kind =
                new Change.Put(route.ref(), field.field("kind"), meant.ref().kind());
        return meant instanceof ListenerSet
                ? new Change[] {kind}
                : new Change[] {kind, new Change.Put(route.ref(), field.field("group"), "")};
    }

    /** A route of HTTP whose listeners hand TLS through, so that nobody here sees a request. */
    static void passthrough(Scene scene, Report report) {
        for (Reference reference : scene.references()) {
            if (!(reference.from() instanceof HttpRoute || reference.from() instanceof GrpcRoute)
                    || reference.granted()) {
                continue;
            }
            Route route = (Route) reference.from();
            ParentReference parent = route.parentRefs().get(reference.field().index());
            List<Listener> listeners = ListenerRepairs.of(scene.find(reference.to())).stream()
                    .filter(listener ->
                            parent.sectionName() == null || parent.sectionName().equals(listener.name()))
                    .filter(listener -> parent.port() == null || parent.port() == listener.port())
                    .toList();
            if (!listeners.isEmpty() && listeners.stream().allMatch(ParentChecks::handsThrough)) {
                report.add(
                        "tls-passthrough-misuse",
                        route,
                        reference.field(),
                        "found a " + route.ref().kind() + " for listener "
                                + listeners.get(0).name() + " of " + reference.to()
                                + ", which is of mode Passthrough (expected: a TLSRoute)");
                report.hide("route-kind-not-allowed", route.ref(), reference.field());
            }
        }
    }

    private static boolean handsThrough(Listener listener) {
        ListenerTls tls = listener.tls();
        return listener.protocol().equals("TLS") && tls != null && tls.mode() == ListenerTls.Mode.PASSTHROUGH;
    }

    /** A listener of a set whose port and host the Gateway or an older set has (GEP-1713). */
    static void outranked(Scene scene, Report report) {
        Map<ObjectRef, List<Owned>> taken = new HashMap<>();
        for (AttachedListenerSet attached : scene.attachment().listenerSets()) {
            List<Owned> before = taken.computeIfAbsent(attached.gateway(), gateway -> own(scene, gateway));
            List<Owned> added = new ArrayList<>();
            for (int i = 0; i < attached.listeners().size(); i++) {
                ListenerOutcome outcome = attached.listeners().get(i);
                if (outcome.refusal() == null) {
                    added.add(new Owned(attached.set().ref(), outcome.listener()));
                    continue;
                }
                for (Owned other : before) {
                    if (other.isLike(outcome.listener())) {
                        FieldPath field = Scene.SPEC.field("listeners").index(i);
                        report.add(
                                "listenerset-outranked",
                                attached.set(),
                                field,
                                "listener " + outcome.listener().name() + " has the port and host of listener "
                                        + other.listener.name() + " of " + other.owner + ", which comes first");
                        report.hide("listener-conflict", attached.set().ref(), field);
                        break;
                    }
                }
            }
            before.addAll(added);
        }
    }

    private static List<Owned> own(Scene scene, ObjectRef gateway) {
        List<Owned> own = new ArrayList<>();
        if (scene.find(gateway) instanceof Gateway found) {
            found.listeners().forEach(listener -> own.add(new Owned(gateway, listener)));
        }
        return own;
    }

    private record Owned(ObjectRef owner, Listener listener) {
        boolean isLike(Listener other) {
            return listener.port() == other.port()
                    && listener.protocol().equals(other.protocol())
                    && Objects.equals(listener.hostname(), other.hostname());
        }
    }
}
