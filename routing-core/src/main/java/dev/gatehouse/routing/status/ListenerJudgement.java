package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.status.Conditions.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is right and wrong with one listener, and its conditions. */
final class ListenerJudgement {
    private final ListenerOutcome outcome;
    private final List<ListenerOutcome> neighbours;
    private final String gatewayRefusal;
    private final FrontEnd frontEnd;
    private final boolean reached;
    private final List<String> forbidden = new ArrayList<>();
    private final List<String> badCertificates = new ArrayList<>();
    private final List<String> badAuthorityKinds = new ArrayList<>();
    private final List<String> badAuthorities = new ArrayList<>();
    private final List<String> badKinds;
    private final boolean servable;

    /**
     * Judges a listener.
     *
     * @param neighbours all listeners of the Gateway, and of the sets that add to it
     * @param gatewayRefusal why the Gateway is not accepted; empty where it is
     * @param reached whether the Gateway has an address
     */
    ListenerJudgement(
            ListenerOutcome outcome,
            List<ListenerOutcome> neighbours,
            String gatewayRefusal,
            FrontEnd frontEnd,
            boolean reached) {
        this.outcome = outcome;
        this.neighbours = neighbours;
        this.gatewayRefusal = gatewayRefusal;
        this.frontEnd = frontEnd;
        this.reached = reached;
        for (Refusal broken : outcome.brokenReferences()) {
            List<String> causes = switch (broken.reason()) {
                case "RefNotPermitted" -> forbidden;
                case "InvalidCertificateRef" -> badCertificates;
                case "InvalidCACertificateKind" -> badAuthorityKinds;
                case "InvalidCACertificateRef" -> badAuthorities;
                default -> throw new IllegalStateException("no condition for " + broken);
            };
            causes.add(broken.message());
        }
        boolean usable = false;
        for (var certificate : outcome.certificates()) {
            boolean good = frontEnd.certificates().test(certificate.secret());
            usable |= good;
            if (!good) {
                badCertificates.add(certificate.secret().ref() + " holds no certificate and key that can be used");
            }
        }
        this.badKinds = outcome.listener().allowedRoutes().kinds().stream()
                .filter(kind -> !outcome.supportedKinds().contains(kind))
                .map(kind -> kind.kind() + (kind.group().isEmpty() ? "" : "." + kind.group()))
                .toList();
        this.servable = outcome.served() && outcome.refusal() == null && (usable || !showsCertificate());
    }

    /** Of these listeners. */
    static List<String> names(List<ListenerJudgement> listeners, Predicate<ListenerJudgement> which) {
        return listeners.stream()
                .filter(which)
                .map(listener -> listener.outcome.listener().name())
                .toList();
    }

    ListenerOutcome outcome() {
        return outcome;
    }

    boolean accepted() {
        return outcome.refusal() == null;
    }

    boolean resolved() {
        return forbidden.isEmpty()
                && badCertificates.isEmpty()
                && badAuthorityKinds.isEmpty()
                && badAuthorities.isEmpty()
                && badKinds.isEmpty();
    }

    /** Whether requests can be answered: one of several certificates is enough for a handshake. */
    boolean servable() {
        return servable;
    }

    List<Condition> conditions(Conditions conditions) {
        List<Condition> all = new ArrayList<>();
        Refusal refusal = outcome.refusal();
        if (refusal == null) {
            all.add(conditions.listenerAccepted());
            all.add(programmed(conditions));
        } else {
            switch (refusal.reason()) {
                case "HostnameConflict" -> addConflict(all, conditions, Conflict.HOSTNAME, refusal.message());
                case "ProtocolConflict" -> addConflict(all, conditions, Conflict.PROTOCOL, refusal.message());
                case "UnsupportedProtocol" -> {
                    all.add(conditions.unsupportedProtocol(refusal.message()));
                    all.add(conditions.notProgrammed(refusal.message()));
                }
                case "NoValidCACertificate" -> {
                    all.add(conditions.noValidCaCertificate(refusal.message()));
                    all.add(conditions.notProgrammed(refusal.message()));
                }
                case "UnsupportedValue" -> {
                    all.add(conditions.unsupportedValue(refusal.message()));
                    all.add(conditions.notProgrammed(refusal.message()));
                }
                default -> throw new IllegalStateException("no condition for " + refusal);
            }
        }
        all.add(resolvedRefs(conditions));
        addOverlaps(all, conditions);
        return all;
    }

    private static void addConflict(List<Condition> all, Conditions conditions, Conflict conflict, String message) {
        all.add(conditions.notAccepted(conflict, message));
        all.add(conditions.notProgrammed(conflict, message));
        all.add(conditions.conflicted(conflict, message));
    }

    private Condition programmed(Conditions conditions) {
        if (servable) {
            return reached ? conditions.programmed() : conditions.listenerPending();
        }
        return conditions.notProgrammed(gatewayRefusal.isEmpty() ? "there is no certificate to show" : gatewayRefusal);
    }

    /** What is not permitted comes before what is not there, and references before kinds; the message names all. */
    private Condition resolvedRefs(Conditions conditions) {
        List<String> causes = new ArrayList<>(forbidden);
        causes.addAll(badCertificates);
        causes.addAll(badAuthorityKinds);
        causes.addAll(badAuthorities);
        badKinds.forEach(kind -> causes.add("routes of kind " + kind + " are not supported here"));
        String message = Messages.join(causes);
        if (!forbidden.isEmpty()) {
            return conditions.refNotPermitted(message);
        } else if (!badCertificates.isEmpty()) {
            return conditions.invalidCertificateRef(message);
        } else if (!badAuthorityKinds.isEmpty()) {
            return conditions.invalidCaCertificateKind(message);
        } else if (!badAuthorities.isEmpty()) {
            return conditions.invalidCaCertificateRef(message);
        }
        return badKinds.isEmpty() ? conditions.resolvedRefs() : conditions.invalidRouteKinds(message);
    }

    /** GEP-3567: clients may send a request for one of these listeners over a connection made for the other. */
    @SuppressWarnings("ReferenceEquality") // a Gateway and a set may have listeners that look alike
    private void addOverlaps(List<Condition> all, Conditions conditions) {
        if (!accepted() || !choosesByServerName(outcome)) {
            return;
        }
        List<ListenerOutcome> others = neighbours.stream()
                .filter(other -> other != outcome && other.refusal() == null && choosesByServerName(other))
                .filter(other -> other.listener().port() == outcome.listener().port())
                .toList();
        List<String> names = names(outcome);
        String certificates = listed(others, other -> OverlappingNames.any(names, names(other)));
        String hostnames = listed(others, other -> overlap(other.listener(), outcome.listener()));
        if (!certificates.isEmpty()) {
            all.add(conditions.overlappingCertificates("a certificate is for hosts of that of: " + certificates
                    + (hostnames.isEmpty() ? "" : "; the hostname overlaps with that of: " + hostnames)));
        } else if (!hostnames.isEmpty()) {
            all.add(conditions.overlappingHostnames("the hostname overlaps with that of: " + hostnames));
        }
    }

    private static String listed(List<ListenerOutcome> listeners, Predicate<ListenerOutcome> which) {
        return Messages.join(listeners.stream()
                .filter(which)
                .map(listener -> listener.listener().name())
                .toList());
    }

    /** Those of its certificates. */
    private List<String> names(ListenerOutcome listener) {
        return listener.certificates().stream()
                .flatMap(certificate -> frontEnd.names().apply(certificate.secret()).stream())
                .toList();
    }

    private static boolean overlap(Listener one, Listener other) {
        Hostname first = one.hostname();
        Hostname second = other.hostname();
        return first == null || second == null || first.intersect(second) != null;
    }

    private boolean showsCertificate() {
        return outcome.protocol() == Protocol.HTTPS || outcome.protocol() == Protocol.TLS_TERMINATE;
    }

    private static boolean choosesByServerName(ListenerOutcome listener) {
        return listener.protocol() == Protocol.HTTPS
                || listener.protocol() == Protocol.TLS_TERMINATE
                || listener.protocol() == Protocol.TLS_PASSTHROUGH;
    }
}
