package dev.gatehouse.tls.trust;

import dev.gatehouse.routing.attach.ClientValidation;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The client certificates that a port asks for and believes ({@code Gateway.spec.tls.frontend}, GEP-91).
 *
 * <table>
 * <caption>What becomes of a client</caption>
 * <tr><th>it shows</th><th>{@code AllowValidOnly}</th><th>{@code AllowInsecureFallback}</th><th>no authority could be read</th></tr>
 * <tr><td>a certificate that an authority vouches for</td><td>served</td><td>served, verified</td><td>refused</td></tr>
 * <tr><td>another one</td><td>refused</td><td>served, not verified</td><td>refused</td></tr>
 * <tr><td>none</td><td>refused</td><td>served, without an identity</td><td>refused</td></tr>
 * </table>
 *
 * <p>Whether a certificate was revoked is not asked. Two are equal where they ask for the same. Immutable, safe for use by several
 * threads.
 */
public final class ClientTrust {
    private final ClientValidation asked;
    private final boolean required;
    private final Anchors anchors;
    private final InstantSource clock;
    private final X509ExtendedTrustManager trustManager;

    private ClientTrust(ClientValidation asked, InstantSource clock) {
        this.asked = asked;
        this.anchors = Anchors.of(asked.authorities(), false);
        // Without authorities, to be served at all would be to be served unchecked.
        this.required = asked.required() || anchors.certificates().length == 0;
        this.clock = clock;
        this.trustManager = this.required ? new RequiredClients(anchors) : new WantedClients();
    }

    /** What a port asks for. Bundles that cannot be read vouch for nobody. Reads them: make one for each change, not for each connection. */
    public static ClientTrust of(ClientValidation validation) {
        return of(validation, Clock.systemUTC());
    }

    /** As {@link #of(ClientValidation)}, with a clock of the caller's to tell which identities are still valid. */
    public static ClientTrust of(ClientValidation validation, InstantSource clock) {
        return new ClientTrust(validation, clock);
    }

    /** Whether it was made for a port that asks for the same. */
    public boolean isOf(ClientValidation validation) {
        return asked.equals(validation);
    }

    /** Whether a client without a valid certificate is refused. */
    public boolean required() {
        return required;
    }

    /**
     * For {@link javax.net.ssl.SSLContext#init}. Where certificates are required it fails for all others. Else it takes any, since the
     * connection is to be served anyway; what they are worth is then for {@link #identity} to say.
     */
    public X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    /** Has the handshake ask for a certificate, and fail without one where it is required. */
    public void applyTo(SSLParameters parameters) {
        if (required) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(true);
        }
    }

    /**
     * Whom a connection belongs to; null where the client showed no certificate. The chain is checked once for each session, and again
     * where this is not what it was checked against: an identity never outlives the authorities of its port, nor its own dates.
     *
     * @param session of an established connection
     */
    public @Nullable ClientIdentity identity(SSLSession session) {
        Checked checked = session.getValue(Checked.NAME) instanceof Checked before && before.against.equals(this)
                ? before
                : check(session);
        if (checked == null) {
            return null;
        }
        return checked.identity.verified() && !isValidAt(checked.identity.certificate(), clock.instant())
                ? new ClientIdentity(checked.identity.chain(), false)
                : checked.identity;
    }

    /**
     * What to tell a backend in {@code Client-Cert} (RFC 9440); null where the client showed no certificate, or one that no authority of the
     * port vouches for.
     */
    public @Nullable String clientCert(SSLSession session) {
        ClientIdentity identity = identity(session);
        return identity != null && identity.verified() ? identity.clientCert() : null;
    }

    private static boolean isValidAt(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private @Nullable Checked check(SSLSession session) {
        List<X509Certificate> chain = chain(session);
        if (chain.isEmpty()) {
            return null;
        }
        Checked checked = new Checked(this, new ClientIdentity(chain, isVerified(chain)));
        session.putValue(Checked.NAME, checked);
        return checked;
    }

    private boolean isVerified(List<X509Certificate> chain) {
        try {
            anchors.checkClient(
                    chain.toArray(X509Certificate[]::new),
                    chain.get(0).getPublicKey().getAlgorithm());
            return true;
        } catch (CertificateException | RuntimeException e) {
            // The chain is as hostile as its client, and providers meet odd ones with either.
            return false;
        }
    }

    private static List<X509Certificate> chain(SSLSession session) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
        return chain;
    }

    /** Remembered with the session. */
    private record Checked(ClientTrust against, ClientIdentity identity) {
        static final String NAME = ClientIdentity.class.getName();
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ClientTrust that && asked.equals(that.asked);
    }

    @Override
    public int hashCode() {
        return asked.hashCode();
    }
}
