package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.RouteFindings;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.TcpRoute;
import dev.gatehouse.routing.resource.TlsRoute;
import dev.gatehouse.routing.resource.UdpRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of routes, parent by parent ({@code RouteStatus}, GEP-1364). */
final class RouteStatuses {
    private final Resources resources;
    private final Attachment attachment;
    private final ControllerNames controllers;

    RouteStatuses(Resources resources, Attachment attachment, ControllerNames controllers) {
        this.resources = resources;
        this.attachment = attachment;
        this.controllers = controllers;
    }

    List<RouteStatus> all() {
        Map<ObjectRef, List<RouteParentStatus>> routes = new LinkedHashMap<>();
        for (RouteParent parent : attachment.parents()) {
            ParentReference reference = parent.reference();
            ObjectRef ref = parent.parent();
            Route route = route(parent.route());
            if (route != null && reference != null && ref != null) {
                routes.computeIfAbsent(parent.route(), key -> new ArrayList<>())
                        .add(new RouteParentStatus(
                                reference,
                                controllers.of(ref),
                                conditions(new Conditions(route.metadata().generation()), parent)));
            }
        }
        List<RouteStatus> statuses = new ArrayList<>();
        routes.forEach((route, parents) -> statuses.add(new RouteStatus(route, parents)));
        return statuses;
    }

    /** Whether the route is accepted for this parent, and so counts as attached. */
    static boolean accepted(RouteParent parent) {
        return parent.refusal() == null && !parent.findings().whollyInvalid();
    }

    private @Nullable Route route(ObjectRef ref) {
        Class<? extends Route> kind = switch (ref.kind()) {
            case "HTTPRoute" -> HttpRoute.class;
            case "GRPCRoute" -> GrpcRoute.class;
            case "TLSRoute" -> TlsRoute.class;
            case "TCPRoute" -> TcpRoute.class;
            case "UDPRoute" -> UdpRoute.class;
            default -> null;
        };
        return kind == null ? null : resources.find(kind, ref.namespace(), ref.name());
    }

    private static List<Condition> conditions(Conditions conditions, RouteParent parent) {
        RouteFindings findings = parent.findings();
        List<Condition> all = new ArrayList<>();
        all.add(accepted(conditions, parent));
        all.add(resolved(conditions, findings.brokenReferences()));
        if (!findings.invalid().isEmpty() && accepted(parent)) {
            all.add(conditions.partiallyInvalid(Messages.of(findings.invalid())));
        }
        return all;
    }

    private static Condition accepted(Conditions conditions, RouteParent parent) {
        Refusal refusal = parent.refusal();
        if (refusal == null) {
            return accepted(parent)
                    ? conditions.routeAccepted()
                    : conditions.unsupportedValue(Messages.of(parent.findings().invalid()));
        }
        return switch (refusal.reason()) {
            case "NoMatchingParent" -> conditions.noMatchingParent(refusal.message());
            case "NotAllowedByListeners" -> conditions.notAllowedByListeners(refusal.message());
            case "NoMatchingListenerHostname" -> conditions.noMatchingListenerHostname(refusal.message());
            case "RouteKindConflict" -> conditions.routeKindConflict(refusal.message());
            default -> throw new IllegalStateException("no condition for " + refusal);
        };
    }

    /** The first broken reference gives the reason, the message names all. */
    private static Condition resolved(Conditions conditions, List<Refusal> broken) {
        if (broken.isEmpty()) {
            return conditions.resolvedRefs();
        }
        String message = Messages.of(broken);
        return switch (broken.get(0).reason()) {
            case "RefNotPermitted" -> conditions.refNotPermitted(message);
            case "InvalidKind" -> conditions.invalidKind(message);
            case "UnsupportedProtocol" -> conditions.unsupportedAppProtocol(message);
            case "BackendNotFound" -> conditions.backendNotFound(message);
            default -> throw new IllegalStateException("no condition for " + broken.get(0));
        };
    }
}
