package dev.gatehouse.tck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a step asks for TLS.
 *
 * @param serverName null: none is sent
 * @param alpn empty: what the protocol needs
 * @param trust the Secret or ConfigMap that the client trusts; null: it checks nothing
 * @param clientCertificate the Secret that it shows where it is asked; null: none
 */
record Handshake(
        @Nullable String serverName,
        List<String> alpn,
        @Nullable NamespacedName trust,
        @Nullable NamespacedName clientCertificate) {
    /**
     * The keys {@code sni}, {@code trust}, {@code clientCert} and {@code alpn} of an object.
     *
     * @param host the server name where none is said; null: none
     */
    static Handshake read(Body body, @Nullable String host) {
        String serverName = body.text("sni", host == null ? "" : withoutPort(host));
        return new Handshake(
                serverName.isEmpty() ? null : serverName,
                body.texts("alpn"),
                NamespacedName.readOrNull(body, "trust"),
                NamespacedName.readOrNull(body, "clientCert"));
    }

    private static String withoutPort(String host) {
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
