package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener and the rules that are served on it.
 *
 * @param name the listener's name in its Gateway; {@code http} or {@code https} for Ingresses
 * @param hostname null: every host
 * @param tls whether it terminates TLS (protocol HTTPS)
 * @param style what differs between Gateway API and Ingress
 * @param certificates in order of preference; empty where {@code tls} is false or nothing usable is referred to
 */
public record AttachedListener(
        Bind bind,
        String name,
        @Nullable Hostname hostname,
        boolean tls,
        Style style,
        List<CertificateUse> certificates,
        List<RoutingRule> rules) {
    public AttachedListener {
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
    }

    /** Where the two APIs ask for different behaviour of the same table. */
    public enum Style {
        /**
         * A request that no rule of its best host name takes falls back to less specific ones, and a request whose TLS connection
         * belongs to another listener is misdirected (421, GEP-3567).
         */
        GATEWAY,
        /** The best host decides alone; SNI and Host are independent; unknown server names get the default certificate. */
        INGRESS
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
