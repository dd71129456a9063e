package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.StreamOutcome.End;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code expect} of a {@code tls} or {@code tcp} step. What is empty or null asks for nothing.
 *
 * @param rejected whether the handshake, or the connection, must fail; null: as it will
 * @param rejectedBy what counts as rejected; empty: whatever it is
 * @param certificate the Secret that must be shown; {@code default}: none of them
 * @param certificateNot the Secret that must not be shown
 * @param alpn the protocol that must have been agreed on
 * @param receive lines that must come, the first before anything is sent
 * @param backend with which the name of the pod that answered begins
 * @param backendTls whether the pod itself saw TLS
 * @param backendServerName the server name that the pod saw
 * @param backendProxy version and client of the header of the PROXY protocol that the pod got, such as {@code v1 192.0.2.7}
 * @param certificateRequested whether the front end must ask for a client certificate
 */
record StreamExpectation(
        @Nullable Boolean rejected,
        Set<End.Kind> rejectedBy,
        @Nullable String certificate,
        @Nullable String certificateNot,
        @Nullable String alpn,
        List<String> receive,
        @Nullable String backend,
        @Nullable String namespace,
        @Nullable Boolean backendTls,
        @Nullable String backendServerName,
        @Nullable String backendProxy,
        boolean certificateRequested) {
    /** Whether it must be known which pod answered, and what it saw. */
    boolean wantsPod() {
        return backend != null
                || namespace != null
                || backendTls != null
                || backendServerName != null
                || backendProxy != null;
    }
}
