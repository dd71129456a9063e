package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Gateway of ours and what became of each of its listeners.
 *
 * @param refusal null where the Gateway is accepted; no listener of one that is refused is served
 * @param clientCertificate what it shows to backends that it reaches by TLS; null for nothing, and where that is not there or may not be used
 * @param brokenReferences why it is not
 * @param listeners one for each of the Gateway itself, in its order
 */
public record AttachedGateway(
        Gateway gateway,
        @Nullable Refusal refusal,
        @Nullable Secret clientCertificate,
        List<Refusal> brokenReferences,
        List<ListenerOutcome> listeners) {
    public AttachedGateway {
        brokenReferences = List.copyOf(brokenReferences);
        listeners = List.copyOf(listeners);
    }

    /**
     * What became of a listener of a Gateway or of a ListenerSet.
     *
     * @param protocol null for one that the Gateway API does not name
     * @param served whether connections are taken for it
     * @param refusal null where it is accepted; otherwise {@code HostnameConflict}, {@code ProtocolConflict}, {@code UnsupportedProtocol},
     *     {@code UnsupportedValue} or {@code NoValidCACertificate}
     * @param supportedKinds the kinds of routes that may attach and that the front end serves
     * @param brokenReferences its certificates, and the authorities for clients of its port, that are missing or may not be used, in the
     *     order written
     * @param certificates those that are there; nobody has looked into them yet
     * @param clientValidation null where clients are not asked for a certificate
     */
    public record ListenerOutcome(
            Listener listener,
            @Nullable Protocol protocol,
            boolean served,
            @Nullable Refusal refusal,
            List<RouteGroupKind> supportedKinds,
            List<Refusal> brokenReferences,
            List<CertificateUse> certificates,
            @Nullable ClientValidation clientValidation) {
        public ListenerOutcome {
            supportedKinds = List.copyOf(supportedKinds);
            brokenReferences = List.copyOf(brokenReferences);
            certificates = List.copyOf(certificates);
        }
    }
}
