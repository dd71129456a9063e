package dev.gatehouse.tck;

import java.security.cert.X509Certificate;

/** What became of a TLS handshake, as its client sees it. */
public sealed interface TlsOutcome {
    /** The handshake ended well, and this certificate was shown. */
    record Presented(X509Certificate certificate) implements TlsOutcome {}

    /**
     * There was no connection, or no end of the handshake.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements TlsOutcome {}
}
