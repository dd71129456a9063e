package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.AttachedGateway;
import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListenerSet;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.GatewayTls;
import dev.gatehouse.routing.resource.GatewayTls.FrontendTls;
import dev.gatehouse.routing.resource.GatewayTls.Mode;
import dev.gatehouse.routing.resource.Secret;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is right and wrong with one Gateway, and its conditions. ListenerSets do not change them (GEP-1713). */
final class GatewayJudgement {
    private final AttachedGateway attached;
    private final FrontEnd frontEnd;
    private final Conditions conditions;
    private final GatewayAddresses addresses;
    private final List<ListenerOutcome> neighbours = new ArrayList<>();
    private final List<ListenerJudgement> listeners;

    /** @param sets those that add to it */
    GatewayJudgement(AttachedGateway attached, List<AttachedListenerSet> sets, FrontEnd frontEnd) {
        this.attached = attached;
        IdentityHashMap<Secret, List<String>> names = new IdentityHashMap<>();
        this.frontEnd = frontEnd.naming(secret -> names.computeIfAbsent(secret, frontEnd.names()));
        this.conditions = new Conditions(attached.gateway().metadata().generation());
        this.addresses = GatewayAddresses.of(attached.gateway(), frontEnd);
        neighbours.addAll(attached.listeners());
        sets.forEach(set -> neighbours.addAll(set.listeners()));
        this.listeners = judge(attached.listeners());
    }

    /** Those of this Gateway, or of a set that adds to it. */
    List<ListenerJudgement> judge(List<ListenerOutcome> outcomes) {
        Refusal refusal = attached.refusal();
        return outcomes.stream()
                .map(outcome -> new ListenerJudgement(
                        outcome, neighbours, refusal == null ? "" : refusal.message(), frontEnd, reached()))
                .toList();
    }

    AttachedGateway attached() {
        return attached;
    }

    List<ListenerJudgement> listeners() {
        return listeners;
    }

    List<Address> addresses() {
        return addresses.bound();
    }

    /** Whether clients reach it at every address that it asks for. */
    boolean reached() {
        return addresses.fault(conditions) == null;
    }

    List<Condition> conditions() {
        List<Condition> all = new ArrayList<>(List.of(accepted(), programmed(), resolved()));
        if (attached.gateway().defaultScope()) {
            all.add(conditions.defaultGateway());
        }
        if (letsAnybodyIn()) {
            all.add(conditions.insecureFrontendValidationMode(
                    "clients without a valid certificate are served too: found the mode AllowInsecureFallback"));
        }
        return all;
    }

    private boolean letsAnybodyIn() {
        GatewayTls tls = attached.gateway().tls();
        FrontendTls frontend = tls == null ? null : tls.frontend();
        return frontend != null
                && Stream.concat(
                                Stream.of(Optional.ofNullable(frontend.everywhere())),
                                frontend.perPort().stream().map(port -> Optional.ofNullable(port.validation())))
                        .flatMap(Optional::stream)
                        .anyMatch(validation -> validation.mode() == Mode.ALLOW_INSECURE_FALLBACK);
    }

    private Condition accepted() {
        Refusal refusal = attached.refusal();
        if (refusal != null) {
            return switch (refusal.reason()) {
                case "Invalid" -> conditions.gatewayInvalid(refusal.message());
                case "InvalidParameters" -> conditions.gatewayInvalidParameters(refusal.message());
                default -> throw new IllegalStateException("no condition for " + refusal);
            };
        }
        if (!addresses.unsupported().isEmpty()) {
            return conditions.unsupportedAddress("found addresses of type " + Messages.join(addresses.unsupported())
                    + " (expected: IPAddress or Hostname)");
        }
        List<String> refused = ListenerJudgement.names(listeners, listener -> !listener.accepted());
        if (refused.isEmpty()) {
            return conditions.gatewayAccepted();
        }
        String message = "not accepted: " + Messages.join(refused);
        return refused.size() == listeners.size()
                ? conditions.noListenerValid(message)
                : conditions.someListenersNotValid(message);
    }

    private Condition programmed() {
        if (listeners.stream().noneMatch(ListenerJudgement::servable)) {
            return conditions.notProgrammed("no listener can be served");
        }
        if (!addresses.unsupported().isEmpty()) {
            return conditions.notProgrammed("an address is of a type that is not supported");
        }
        Condition fault = addresses.fault(conditions);
        return fault != null ? fault : conditions.programmed();
    }

    private Condition resolved() {
        List<String> forbidden = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        attached.brokenReferences()
                .forEach(broken ->
                        (broken.reason().equals("RefNotPermitted") ? forbidden : invalid).add(broken.message()));
        Secret shown = attached.clientCertificate();
        if (shown != null && !frontEnd.certificates().test(shown)) {
            invalid.add(shown.ref() + " holds no certificate and key that can be used");
        }
        if (!forbidden.isEmpty()) {
            return conditions.refNotPermitted(Messages.join(forbidden));
        } else if (!invalid.isEmpty()) {
            return conditions.invalidClientCertificateRef(Messages.join(invalid));
        }
        List<String> unresolved = ListenerJudgement.names(listeners, listener -> !listener.resolved());
        return unresolved.isEmpty()
                ? conditions.resolvedRefs()
                : conditions.listenersNotResolved("not resolved: " + Messages.join(unresolved));
    }
}
