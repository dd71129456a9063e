package dev.gatehouse.tls.context;

import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ServerName;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
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
    /** The newest first. Older ones are refused (RFC 8996). */
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Forward secret and authenticated, all of them; AES first, for most processors have it in hardware. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private ServerTls() {}

    /**
     * A context for one port. What it makes is set up as {@link #parameters()} says, serves, and refuses a name without a
     * certificate with the alert {@code unrecognized_name} before anything else is done. A client that sends no name, and for
     * which there is none either, gets {@code handshake_failure}. Sessions are resumed only under the name that they were made
     * for. (Newer JVMs, 25 among them, restore a session ticket before they have read the name: there a session is resumed only
     * if its certificate is the one for clients without a name, and all others shake hands in full.)
     *
     * <p>Setting other {@link SSLParameters} keeps the refusal, as long as they bring no matchers of their own. No client
     * certificate is trusted. {@link SSLContext#getSocketFactory} fails with {@link UnsupportedOperationException}: this context is
     * for servers.
     */
    public static SSLContext context(Supplier<CertificateSelector> certificates) {
        try {
            SSLContext platform = SSLContext.getInstance("TLS");
            platform.init(new KeyManager[] {keyManager(certificates)}, new TrustManager[0], null);
            return new ServerContext(platform, sniMatcher(certificates));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }

    /**
     * The key manager alone, for servers that make their own context. It chooses in {@code chooseEngineServerAlias} and
     * {@code chooseServerAlias}; without {@link #sniMatcher} a name without a certificate ends in {@code handshake_failure}.
     */
    public static X509ExtendedKeyManager keyManager(Supplier<CertificateSelector> certificates) {
        return new SelectingKeyManager(certificates);
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
        SSLParameters parameters = new SSLParameters(Supported.CIPHER_SUITES.clone(), PROTOCOLS.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
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

    /** Asked of the JVM once, when first needed. */
    private static final class Supported {
        static final String[] CIPHER_SUITES = cipherSuites();

        private static String[] cipherSuites() {
            try {
                SSLContext platform = SSLContext.getInstance("TLS");
                platform.init(new KeyManager[0], new TrustManager[0], null);
                Set<String> supported = Set.copyOf(
                        Arrays.asList(platform.getSupportedSSLParameters().getCipherSuites()));
                return ServerTls.CIPHER_SUITES.stream()
                        .filter(supported::contains)
                        .toArray(String[]::new);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JVM has TLS", e);
            }
        }
    }
}
