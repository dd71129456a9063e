package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener and the rules that are served on it.
 *
 * @param source the Gateway or the ListenerSet that has it; {@link Bind#INGRESS} for Ingresses
 * @param name the listener's name in its source; {@code http} or {@code https} for Ingresses
 * @param hostname null: every host
 * @param style what differs between Gateway API and Ingress
 * @param certificates in order of preference; empty where it does not terminate TLS or nothing usable is referred to
 * @param clientValidation null where clients are not asked for a certificate
 * @param rules for HTTP and HTTPS
 * @param streams for the other protocols, in the order in which they win where the server name does not decide
 */
public record AttachedListener(
        Bind bind,
        ObjectRef source,
        String name,
        Protocol protocol,
        @Nullable Hostname hostname,
        Style style,
        List<CertificateUse> certificates,
        @Nullable ClientValidation clientValidation,
        List<RoutingRule> rules,
        List<StreamRule> streams) {
    public AttachedListener {
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
        streams = List.copyOf(streams);
    }

    /** One for HTTP, or for HTTPS without client certificates, of the bind's owner. */
    public AttachedListener(
            Bind bind,
            String name,
            @Nullable Hostname hostname,
            boolean tls,
            Style style,
            List<CertificateUse> certificates,
            List<RoutingRule> rules) {
        this(
                bind,
                bind.owner(),
                name,
                tls ? Protocol.HTTPS : Protocol.HTTP,
                hostname,
                style,
                certificates,
                null,
                rules,
                List.of());
    }

    /** The same with these certificates. */
    public AttachedListener withCertificates(List<CertificateUse> changed) {
        return new AttachedListener(
                bind, source, name, protocol, hostname, style, changed, clientValidation, rules, streams);
    }

    /** The same with these rules for requests. */
    public AttachedListener withRules(List<RoutingRule> changed) {
        return new AttachedListener(
                bind, source, name, protocol, hostname, style, certificates, clientValidation, changed, streams);
    }

    /** Whether connections begin with a TLS handshake that ends here (protocol HTTPS, or TLS in mode Terminate). */
    public boolean tls() {
        return protocol == Protocol.HTTPS || protocol == Protocol.TLS_TERMINATE;
    }

    /** {@code Gateway.spec.listeners[].protocol}, and {@code tls.mode} where that makes another protocol of it. */
    public enum Protocol {
        HTTP,
        HTTPS,
        /** TLS ends here, and what is inside goes on as it is. */
        TLS_TERMINATE,
        /** Only the ClientHello is read. */
        TLS_PASSTHROUGH,
        TCP,
        UDP
    }

    /** Where the two APIs ask for different behaviour of the same table. */
    public enum Style {
        /**
         * A request that no rule of its best host name takes falls back to less specific ones, and a request whose TLS connection
         * belongs to another listener is misdirected (421, GEP-3567).
         */
        GATEWAY,
        /** The best host decides alone; SNI and Host are independent; unknown server names get the default certificate. */
        INGRESS,
        /** As {@link #INGRESS}, but a request that no rule of its best host takes falls back to less specific ones. */
        INGRESS_FALLING_BACK
    }

    /**
     * A certificate for a listener.
     *
     * @param hosts the names for which it is meant (Ingress); empty: those that the certificate itself names
     */
    public record CertificateUse(List<Hostname> hosts, Secret secret) {
        public CertificateUse {
            hosts = List.copyOf(hosts);
        }
    }
}
