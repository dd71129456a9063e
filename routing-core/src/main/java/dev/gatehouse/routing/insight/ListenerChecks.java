package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.attach.AttachedGateway;
import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import dev.gatehouse.routing.resource.BackendTlsPolicy;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayTls;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ListenerTls;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import java.util.ArrayList;
import java.util.List;

/** Listeners of Gateways: what they are for, and what they share. */
final class ListenerChecks {
    private ListenerChecks() {}

    static void listeners(Scene scene, Report report) {
        for (AttachedGateway attached : scene.attachment().gateways()) {
            for (int i = 0; i < attached.listeners().size(); i++) {
                ListenerOutcome outcome = attached.listeners().get(i);
                FieldPath field = SPEC.field("listeners").index(i);
                kinds(report, attached.gateway(), outcome, field);
                issuer(report, attached.gateway(), outcome, field);
                if (outcome.served()) {
                    scene.attachment().listeners().stream()
                            .filter(listener -> listener.source()
                                            .equals(attached.gateway().ref())
                                    && listener.name().equals(outcome.listener().name()))
                            .forEach(listener -> served(scene, report, attached.gateway(), listener, field));
                }
            }
        }
    }

    private static void kinds(Report report, Gateway gateway, ListenerOutcome outcome, FieldPath field) {
        List<RouteGroupKind> kinds = outcome.listener().allowedRoutes().kinds();
        for (int i = 0; i < kinds.size() && outcome.protocol() != null; i++) {
            if (!outcome.supportedKinds().contains(kinds.get(i))) {
                FieldPath place = field.field("allowedRoutes").field("kinds").index(i);
                report.add(
                        "listener-kinds-invalid",
                        gateway,
                        place,
                        "found " + kinds.get(i).kind() + ", which a listener of protocol "
                                + outcome.listener().protocol() + " does not serve",
                        new Change.Remove(gateway.ref(), place));
            }
        }
    }

    private static void issuer(Report report, Gateway gateway, ListenerOutcome outcome, FieldPath field) {
        ListenerTls tls = outcome.listener().tls();
        boolean complete = outcome.listener().hostname() != null
                && tls != null
                && !tls.certificateRefs().isEmpty();
        if (IssuerChecks.asksAnIssuer(gateway) && outcome.listener().protocol().equals("HTTPS") && !complete) {
            report.add(
                    "issuer-annotation-without-tls",
                    gateway,
                    field,
                    "listener " + outcome.listener().name() + " lacks hostname or tls.certificateRefs");
        }
    }

    private static void served(
            Scene scene, Report report, Gateway gateway, AttachedListener listener, FieldPath field) {
        if (listener.rules().isEmpty() && listener.streams().isEmpty()) {
            withoutRoutes(scene, report, gateway, listener, field);
        }
        if ((listener.protocol() == Protocol.TCP || listener.protocol() == Protocol.UDP)) {
            for (StreamRule shadowed : listener.streams().stream().skip(1).toList()) {
                Resource route = scene.find(shadowed.origin().route());
                if (route != null) {
                    report.add(
                            "l4-route-shadowed",
                            route,
                            SPEC.field("parentRefs"),
                            "listener " + listener.name() + " of " + gateway.ref() + " is that of the older "
                                    + listener.streams().get(0).origin().route());
                }
            }
        }
        for (AttachedListener other : scene.listeners(listener.bind())) {
            Hostname mine = listener.hostname();
            if (!other.equals(listener) && listener.tls() && other.tls() && mine != null && !mine.isWildcard()) {
                Hostname theirs = other.hostname();
                if (theirs != null
                        && theirs.isWildcard()
                        && theirs.covers(mine)
                        && shareACertificate(listener, other)) {
                    report.add(
                            "overlapping-tls-hostnames",
                            gateway,
                            field.field("hostname"),
                            "found " + mine + " beside " + theirs + " on port "
                                    + listener.bind().port() + ", with one certificate for both");
                }
            }
        }
        if (listener.protocol() == Protocol.HTTP) {
            plain(scene, report, gateway, listener, field);
        }
    }

    private static boolean shareACertificate(AttachedListener one, AttachedListener other) {
        return one.certificates().stream()
                .anyMatch(use -> other.certificates().stream()
                        .anyMatch(theirs ->
                                theirs.secret().ref().equals(use.secret().ref())));
    }

    /** Where routes are known and none that names this Gateway is refused: then there is another cause. */
    private static void withoutRoutes(
            Scene scene, Report report, Gateway gateway, AttachedListener listener, FieldPath field) {
        List<Route> routes = new ArrayList<>();
        for (Resource resource : scene.resources().all()) {
            if (resource instanceof Route route) {
                routes.add(route);
            }
        }
        boolean refused = routes.stream()
                .anyMatch(route -> route.parentRefs().stream()
                                .anyMatch(parent ->
                                        parent.name().equals(gateway.metadata().name()))
                        && scene.listeners(route.ref()).isEmpty());
        Hostname host = listener.hostname();
        if (routes.isEmpty() || refused) {
            return;
        }
        for (AttachedListener other : scene.listeners(listener.bind())) {
            Hostname theirs = other.hostname();
            if (host != null
                    && theirs != null
                    && theirs.isWildcard()
                    && theirs.suffix().equals(host.text())
                    && !other.rules().isEmpty()) {
                report.add(
                        "wildcard-misses-apex",
                        gateway,
                        field.field("hostname"),
                        "found " + host + ", for which no route is attached; those of " + theirs + " do not take it");
                return;
            }
        }
        report.add(
                "listener-without-routes",
                gateway,
                field,
                "listener " + listener.name() + " has no route",
                new Change.Remove(gateway.ref(), field));
    }

    private static void plain(Scene scene, Report report, Gateway gateway, AttachedListener listener, FieldPath field) {
        for (var rule : listener.rules()) {
            boolean secured = scene.attachment().listeners().stream()
                    .filter(other -> other.tls() && other.source().equals(listener.source()))
                    .flatMap(other -> other.rules().stream())
                    .anyMatch(other -> other.hosts().stream()
                            .anyMatch(host -> isNamed(host) && rule.hosts().contains(host)));
            if (secured && rule.action() instanceof RuleAction.ForwardTo) {
                report.add(
                        "http-without-https-redirect",
                        gateway,
                        field,
                        "listener " + listener.name() + " forwards "
                                + rule.hosts().get(0) + " in the clear, which is served on HTTPS as well");
                return;
            }
        }
    }

    private static boolean isNamed(HostPattern host) {
        return host.kind() != HostPattern.Kind.ANY;
    }

    /** Client certificates, towards clients and towards backends. */
    static void clientCertificates(Scene scene, Report report) {
        for (AttachedGateway attached : scene.attachment().gateways()) {
            GatewayTls tls = attached.gateway().tls();
            if (tls == null) {
                continue;
            }
            if (tls.clientCertificateRef() != null
                    && scene.resources().all(BackendTlsPolicy.class).isEmpty()) {
                FieldPath field = SPEC.field("tls").field("backend").field("clientCertificateRef");
                report.add(
                        "client-certificate-unused",
                        attached.gateway(),
                        field,
                        "found " + tls.clientCertificateRef().name() + ", and no BackendTLSPolicy",
                        new Change.Remove(attached.gateway().ref(), field));
            }
            GatewayTls.FrontendTls frontend = tls.frontend();
            for (int i = 0; frontend != null && i < frontend.perPort().size(); i++) {
                int port = frontend.perPort().get(i).port();
                boolean used = attached.gateway().listeners().stream()
                        .anyMatch(listener ->
                                listener.port() == port && listener.protocol().equals("HTTPS"));
                if (!used) {
                    FieldPath field =
                            SPEC.field("tls").field("frontend").field("perPort").index(i);
                    report.add(
                            "client-auth-port-unused",
                            attached.gateway(),
                            field.field("port"),
                            "found " + port + " (expected the port of a listener of protocol HTTPS)",
                            new Change.Remove(attached.gateway().ref(), field));
                }
            }
        }
    }
}
