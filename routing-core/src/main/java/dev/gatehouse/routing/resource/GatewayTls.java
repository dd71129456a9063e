package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.tls}.
 *
 * @param frontend null where absent: no client is asked for a certificate
 * @param clientCertificateRef {@code backend.clientCertificateRef} (GEP-3155): what backends are shown; null where absent
 */
public record GatewayTls(
        @Nullable FrontendTls frontend, @Nullable SecretObjectReference clientCertificateRef) {
    /**
     * {@code frontend} (GEP-91).
     *
     * @param everywhere {@code default.validation}: for HTTPS listeners on ports that {@code perPort} does not name; null where absent
     * @param perPort in the order written, ports unique
     */
    public record FrontendTls(@Nullable ClientCertificateValidation everywhere, List<PortTls> perPort) {
        public FrontendTls {
            perPort = List.copyOf(perPort);
        }
    }

    /**
     * {@code frontend.perPort[]}: takes the place of the default altogether.
     *
     * @param validation {@code tls.validation}; null: clients of this port are not asked
     */
    public record PortTls(int port, @Nullable ClientCertificateValidation validation) {}

    /**
     * {@code validation}.
     *
     * @param caCertificateRefs at least one; the namespace is the Gateway's where it is absent
     * @param mode {@code AllowValidOnly} where absent
     */
    public record ClientCertificateValidation(List<ObjectRef> caCertificateRefs, Mode mode) {
        public ClientCertificateValidation {
            caCertificateRefs = List.copyOf(caCertificateRefs);
        }
    }

    /** {@code validation.mode}. */
    public enum Mode {
        /** A client without a certificate of these authorities is refused. */
        ALLOW_VALID_ONLY,
        /** Clients are asked, and served whatever they show. */
        ALLOW_INSECURE_FALLBACK
    }
}
