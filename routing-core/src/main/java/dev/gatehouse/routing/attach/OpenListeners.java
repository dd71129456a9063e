package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerTls;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the listeners of a Gateway, or those that a ListenerSet adds to it: which are refused, and what those that are not show. */
final class OpenListeners {
    private static final FieldPath LISTENERS = FieldPath.ROOT.field("spec").field("listeners");

    private final RouteKinds kinds;
    private final CertificateRefs certificateRefs;
    private final List<Problem> problems;

    OpenListeners(RouteKinds kinds, CertificateRefs certificateRefs, List<Problem> problems) {
        this.kinds = kinds;
        this.certificateRefs = certificateRefs;
        this.problems = problems;
    }

    /**
     * Opens them, in their order.
     *
     * @param ports which clients the Gateway takes on each port
     * @param clientCertificate what the Gateway shows to backends; null for nothing
     * @param source the Gateway itself, or the ListenerSet
     * @param conflicts by name, those that cannot be told from others, with the reason
     * @param accepted whether the source is; nothing of one that is not is served
     */
    List<OpenListener> of(
            Gateway gateway,
            FrontendValidation.Ports ports,
            @Nullable GatewayClientCertificate clientCertificate,
            Resource source,
            List<Listener> listeners,
            Map<String, String> conflicts,
            boolean accepted) {
        List<OpenListener> open = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            FieldPath field = LISTENERS.index(i);
            Refusal refused = refusal(source, listener, conflicts.get(listener.name()), field);
            Protocol protocol = RouteKinds.protocol(listener);
            List<Refusal> broken = new ArrayList<>();
            List<CertificateUse> certificates = certificates(source, listener, protocol, field.field("tls"), broken);
            FrontendValidation.Outcome clients = protocol == Protocol.HTTPS ? ports.of(listener.port()) : null;
            Refusal refusal = refused;
            if (clients != null) {
                broken.addAll(clients.broken());
                if (refused == null && clients.withoutAuthority()) {
                    refusal =
                            new Refusal("NoValidCACertificate", "there is nobody to vouch for clients: none is served");
                }
            }
            // One without tls has no certificate, which the decoder has reported.
            boolean lacksTls = terminates(protocol) && listener.tls() == null;
            open.add(new OpenListener(
                    gateway,
                    clientCertificate,
                    source,
                    new ListenerOutcome(
                            listener,
                            protocol,
                            // One without authorities keeps its names, so that no other listener takes them: its
                            // handshakes fail.
                            accepted && refused == null && !lacksTls,
                            refusal,
                            kinds.supported(listener),
                            broken,
                            certificates,
                            clients == null ? null : clients.validation())));
        }
        return open;
    }

    private static boolean terminates(@Nullable Protocol protocol) {
        return protocol == Protocol.HTTPS || protocol == Protocol.TLS_TERMINATE;
    }

    private List<CertificateUse> certificates(
            Resource source, Listener listener, @Nullable Protocol protocol, FieldPath field, List<Refusal> broken) {
        if (!terminates(protocol)) {
            return List.of();
        }
        ListenerTls tls = listener.tls();
        if (tls == null || tls.certificateRefs().isEmpty()) {
            broken.add(new Refusal("InvalidCertificateRef", "found no certificateRefs (expected: at least one)"));
            return List.of();
        }
        return certificateRefs.resolve(source, tls.certificateRefs(), field, broken);
    }

    private @Nullable Refusal refusal(Resource source, Listener listener, @Nullable String conflict, FieldPath field) {
        if (conflict != null) {
            String message = "listener \"" + listener.name() + "\" (" + listener.protocol() + " on port "
                    + listener.port() + ") cannot be told from another: " + conflict + "; it is not served";
            problems.add(Problems.error(
                    conflict.equals(ListenerConflicts.PROTOCOL) ? "listener-protocol-mix" : "listener-conflict",
                    source,
                    field,
                    message));
            return new Refusal(conflict, message);
        }
        Refusal refusal = kinds.refusal(listener);
        if (refusal != null) {
            problems.add(Problems.warning(
                    "protocol-unsupported", source, field.field("protocol"), refusal.message() + "; it is not served"));
        }
        return refusal;
    }
}
