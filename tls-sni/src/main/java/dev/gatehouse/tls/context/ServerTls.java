package dev.gatehouse.tls.context;

import dev.gatehouse.tls.protocol.ProtocolPolicy;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ServerName;
import dev.gatehouse.tls.trust.ClientTrust;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS for a server of this JVM, with the certificate chosen for each handshake by the name that the client asks for.
 *
 * <pre>{@code
 * AtomicReference<CertificateSelector> certificates = new AtomicReference<>(selector);
 * HttpsServer server = HttpsServer.create(address, 0);
 * server.setHttpsConfigurator(new HttpsConfigurator(ServerTls.context(certificates::get)));
 * ...
 * certificates.set(renewed); // served from the next handshake on
 * }</pre>
 *
 * <p>The supplier is asked within each handshake, by the server's threads at once; it should read one variable and never wait. A
 * connection keeps the certificate that its handshake chose. A handshake that meets a change shows the whole old or the whole new
 * chain, with the key that belongs to it.
 */
public final class ServerTls {
    /** How many sessions a port keeps for clients that come back; the one that was used longest ago goes first. */
    public static final int SESSIONS = 20_000;

    /** For how long a client may come back to its session. */
    static final Duration SESSION_LIFETIME = Duration.ofHours(2);

    private ServerTls() {}

    /**
     * A context for one port. What it makes is set up as {@link #parameters()} says, serves, and refuses a name without a
     * certificate with the alert {@code unrecognized_name} before anything else is done. A client that sends no name, and for
     * which there is none either, gets {@code handshake_failure}. Sessions are resumed for two hours, only on this port and under
     * the name that they were made for, whatever has become of the certificate since; up to {@value #SESSIONS} of them are kept.
     * (With TLS 1.2, newer JVMs, 25 among them, resume a session only if its certificate is the one for clients without a name; all
     * others shake hands in full.)
     *
     * <p>Setting other {@link SSLParameters} keeps the refusal, as long as they bring no matchers of their own. Clients are asked for
     * no certificate. {@link SSLContext#getSocketFactory} fails with {@link UnsupportedOperationException}: this context is
     * for servers.
     */
    public static SSLContext context(Supplier<CertificateSelector> certificates) {
        return context(certificates, () -> null);
    }

    /**
     * As {@link #context(Supplier)}, for a port that may ask clients for a certificate. Give every server that sets parameters of
     * its own those of {@link #parameters(ClientTrust, List)}: where a certificate is required, a handshake with others fails with
     * {@code handshake_failure}, since it would let clients in unchecked.
     *
     * <p>The trust is asked for with each {@link SSLContext#createSSLEngine}. When it is no longer equal to what it was, all sessions
     * are forgotten: nobody comes back with a certificate that is not believed any more. A {@code ServerSocket} of this context keeps
     * the trust that it was made with, and has to be opened anew.
     *
     * @param clients asked by the server's threads at once; gives null where clients are not asked
     */
    public static SSLContext context(
            Supplier<CertificateSelector> certificates, Supplier<@Nullable ClientTrust> clients) {
        return new ServerContext(certificates, clients);
    }

    /**
     * The key manager alone, for servers that make their own context. It chooses in {@code chooseEngineServerAlias} and
     * {@code chooseServerAlias}; without {@link #sniMatcher} a name without a certificate ends in {@code handshake_failure}.
     */
    public static X509ExtendedKeyManager keyManager(Supplier<CertificateSelector> certificates) {
        return new SelectingKeyManager(certificates, false);
    }

    /**
     * The matcher alone, for {@link SSLParameters#setSNIMatchers}. Beside the refusal with {@code unrecognized_name}, it is what
     * makes the JVM compare the name when a session is resumed; without it, a session made for one name can be resumed for
     * another.
     */
    public static SNIMatcher sniMatcher(Supplier<CertificateSelector> certificates) {
        return RequestedName.matcher(certificates);
    }

    /**
     * TLS 1.3 and 1.2 with the cipher suites that are forward secret and authenticated, as far as this JVM has them, in the
     * server's order; no application protocols. A new object at each call.
     */
    public static SSLParameters parameters() {
        return parameters(List.of());
    }

    /**
     * As {@link #parameters()}, with application protocols to agree on by ALPN.
     *
     * @param applicationProtocols the preferred first, such as {@code h2}, {@code http/1.1}; empty for none
     */
    public static SSLParameters parameters(List<String> applicationProtocols) {
        return ProtocolPolicy.parameters(applicationProtocols);
    }

    /** As {@link #parameters(List)}, asking clients for a certificate as their port does; null where it does not. */
    public static SSLParameters parameters(@Nullable ClientTrust clients, List<String> applicationProtocols) {
        SSLParameters parameters = parameters(applicationProtocols);
        if (clients != null) {
            clients.applyTo(parameters);
        }
        return parameters;
    }

    /**
     * The name that the client asked for when the session was made, in the form of {@link ServerName#canonical}; null where it
     * sent none, an IP address, or what is no name. By it a front end knows which listener a connection belongs to.
     */
    public static @Nullable String serverName(SSLSession session) {
        String requested = RequestedName.of(session);
        return requested == null || ServerName.isAddress(requested) ? null : ServerName.canonical(requested);
    }

    /**
     * The kinds of keys that make signatures which the client of a handshake takes, named as by
     * {@link dev.gatehouse.tls.certificate.ServerCertificate#keyType}: {@code EC}, {@code RSA}, {@code RSASSA-PSS}, {@code EdDSA}. For a session
     * of the JVM's TLS, or of OpenSSL as Netty has it. Empty where the client does not say; a new set at each call.
     */
    public static Set<String> keyTypes(ExtendedSSLSession handshake) {
        return SignatureKeys.of(handshake.getPeerSupportedSignatureAlgorithms());
    }
}
