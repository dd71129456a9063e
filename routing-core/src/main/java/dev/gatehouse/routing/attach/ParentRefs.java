package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which listeners a route of any kind attaches to ({@code spec.parentRefs}), each parent by itself. */
final class ParentRefs {
    private static final String GROUP = "gateway.networking.k8s.io";
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");

    private final Resources resources;
    private final AllowedNamespaces namespaces;
    private final Map<ObjectRef, OpenParent> parents;
    private final List<Problem> problems;

    /** @param parents the Gateways and ListenerSets of ours */
    ParentRefs(
            Resources resources,
            AllowedNamespaces namespaces,
            Map<ObjectRef, OpenParent> parents,
            List<Problem> problems) {
        this.resources = resources;
        this.namespaces = namespaces;
        this.parents = parents;
        this.problems = problems;
    }

    /**
     * A parent of ours.
     *
     * @param reference as the route has it, or as it would have it for a default Gateway
     * @param refusal null where there are listeners
     * @param listeners those that passed every test
     */
    record Reached(
            ParentReference reference,
            OpenParent parent,
            @Nullable Refusal refusal,
            List<OpenListener> listeners) {}

    /** The parents of ours, in the order written, default Gateways last; tells of those that are not there. */
    List<Reached> of(Route route) {
        List<Reached> reached = new ArrayList<>();
        for (int i = 0; i < route.parentRefs().size(); i++) {
            ParentReference reference = route.parentRefs().get(i);
            FieldPath field = SPEC.field("parentRefs").index(i);
            OpenParent parent = parent(route, reference, field);
            if (parent != null) {
                reached.add(select(route, reference, parent, field));
            }
        }
        if (route.useDefaultGateways()) {
            for (OpenParent parent : parents.values()) {
                if (parent.gateway().defaultScope()
                        && parent.ref().equals(parent.gateway().ref())) {
                    ObjectRef ref = parent.ref();
                    ParentReference reference =
                            new ParentReference(ref.group(), ref.kind(), ref.namespace(), ref.name(), null, null);
                    reached.add(select(route, reference, parent, SPEC.field("useDefaultGateways")));
                }
            }
        } else if (route.parentRefs().isEmpty()) {
            problems.add(Problems.error(
                    "route-without-parent",
                    route,
                    SPEC.field("parentRefs"),
                    "found none (expected at least one Gateway); the route does nothing"));
        }
        return reached;
    }

    private @Nullable OpenParent parent(Route route, ParentReference reference, FieldPath field) {
        Class<? extends Resource> kind = switch (reference.kind()) {
            case "Gateway" -> Gateway.class;
            case "ListenerSet" -> ListenerSet.class;
            default -> null;
        };
        if (kind == null || !reference.group().equals(GROUP)) {
            problems.add(Problems.hint(
                    "parent-kind-unsupported",
                    route,
                    field,
                    "found a parent of kind " + reference.kind()
                            + " (expected: Gateway or ListenerSet); it is left alone"));
            return null;
        }
        String own = route.metadata().namespace();
        String namespace = reference.namespace() == null ? own : reference.namespace();
        if (resources.find(kind, namespace, reference.name()) == null) {
            String elsewhere = resources.all(kind).stream()
                    .filter(candidate -> candidate.metadata().name().equals(reference.name()))
                    .map(candidate -> candidate.metadata().namespace())
                    .collect(Collectors.joining(", "));
            problems.add(Problems.error(
                    "parent-not-found",
                    route,
                    field,
                    "found no " + reference.kind() + " " + namespace + "/" + reference.name()
                            + (elsewhere.isEmpty() ? "" : " (there is one in namespace " + elsewhere + ")")));
            return null;
        }
        return parents.get(new ObjectRef(GROUP, reference.kind(), namespace, reference.name()));
    }

    private Reached select(Route route, ParentReference reference, OpenParent parent, FieldPath field) {
        RouteGroupKind kind =
                new RouteGroupKind(route.ref().group(), route.ref().kind());
        List<OpenListener> found = new ArrayList<>();
        for (OpenListener open : parent.listeners()) {
            if (isNamed(reference, open)
                    && isOnPort(reference, open)
                    && takes(kind, open)
                    && allows(parent, route, open)
                    && open.hasHostOf(route)) {
                found.add(open);
            }
        }
        return found.isEmpty()
                ? refuse(route, reference, parent, field, kind)
                : new Reached(reference, parent, null, found);
    }

    private static boolean isNamed(ParentReference reference, OpenListener open) {
        return reference.sectionName() == null
                || reference.sectionName().equals(open.listener().name());
    }

    private static boolean isOnPort(ParentReference reference, OpenListener open) {
        return reference.port() == null || reference.port() == open.listener().port();
    }

    private static boolean takes(RouteGroupKind kind, OpenListener open) {
        return open.outcome().supportedKinds().contains(kind);
    }

    private boolean allows(OpenParent parent, Route route, OpenListener open) {
        return namespaces.allow(
                open.listener().allowedRoutes(),
                parent.ref().namespace(),
                route.metadata().namespace());
    }

    /** The first test at which no listener is left gives the reason. */
    private Reached refuse(
            Route route, ParentReference reference, OpenParent parent, FieldPath field, RouteGroupKind kind) {
        List<OpenListener> all = parent.listeners();
        List<OpenListener> named =
                all.stream().filter(open -> isNamed(reference, open)).toList();
        List<OpenListener> sections =
                named.stream().filter(open -> isOnPort(reference, open)).toList();
        if (sections.isEmpty()) {
            boolean byName = named.isEmpty();
            return refuse(
                    route,
                    reference,
                    parent,
                    byName ? field.field("sectionName") : field.field("port"),
                    byName ? "section-name-not-found" : "parent-port-mismatch",
                    "NoMatchingParent",
                    all.isEmpty()
                            ? parent.ref() + " adds no listener to "
                                    + parent.gateway().ref()
                            : "found " + (byName ? "\"" + reference.sectionName() + "\"" : reference.port())
                                    + " (expected one of the listeners of " + parent.ref() + ": " + describe(all)
                                    + ")");
        }
        List<OpenListener> kinds =
                sections.stream().filter(open -> takes(kind, open)).toList();
        if (kinds.isEmpty()) {
            return refuse(
                    route,
                    reference,
                    parent,
                    field,
                    "route-kind-not-allowed",
                    "NotAllowedByListeners",
                    "no listener of " + parent.ref() + " takes a " + kind.kind() + ": " + describe(sections));
        }
        List<OpenListener> allowed =
                kinds.stream().filter(open -> allows(parent, route, open)).toList();
        if (allowed.isEmpty()) {
            return refuse(
                    route,
                    reference,
                    parent,
                    field,
                    "namespace-not-allowed",
                    "NotAllowedByListeners",
                    "no listener of " + parent.ref() + " takes routes from namespace "
                            + route.metadata().namespace() + " (see allowedRoutes.namespaces)");
        }
        return refuse(
                route,
                reference,
                parent,
                SPEC.field("hostnames"),
                "hostname-no-intersection",
                "NoMatchingListenerHostname",
                "found " + text(route.hostnames()) + " (expected a host of the listeners of " + parent.ref() + ": "
                        + describe(allowed) + ")");
    }

    private Reached refuse(
            Route route,
            ParentReference reference,
            OpenParent parent,
            FieldPath field,
            String name,
            String reason,
            String message) {
        problems.add(Problems.error(name, route, field, message));
        return new Reached(reference, parent, new Refusal(reason, message), List.of());
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
