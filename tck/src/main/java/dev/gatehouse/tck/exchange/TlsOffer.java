package dev.gatehouse.tck.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the client begins a TLS handshake.
 *
 * @param serverName the server name (SNI); null: none
 * @param applicationProtocols by ALPN, the best first; empty: none is offered
 * @param trust PEM of the certificates that it trusts; null: any certificate will do
 * @param identity the certificate that it shows where it is asked for one; null: none
 */
public record TlsOffer(
        @Nullable String serverName,
        List<String> applicationProtocols,
        @Nullable String trust,
        @Nullable Identity identity) {
    public TlsOffer {
        applicationProtocols = List.copyOf(applicationProtocols);
    }

    /** The same with other application protocols. */
    public TlsOffer offering(List<String> protocols) {
        return new TlsOffer(serverName, protocols, trust, identity);
    }
}
