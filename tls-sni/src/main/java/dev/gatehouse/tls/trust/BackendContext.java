package dev.gatehouse.tls.trust;

import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.protocol.ProtocolPolicy;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS toward one kind of backend, as a {@code BackendTLSPolicy} wants it (GEP-1897), with the Gateway's client certificate for backends
 * that ask for one.
 *
 * <pre>{@code
 * BackendContext backend = BackendContext.of(tls);
 * HttpClient client = HttpClient.newBuilder()
 *         .sslContext(backend.sslContext())
 *         .sslParameters(backend.parameters(List.of()))
 *         .build();
 *
 * new SslHandler(backend.engine(address, port, List.of("h2", "http/1.1"))); // Netty
 * }</pre>
 *
 * <p>A handshake succeeds only if the backend's certificate is vouched for and has one of the names that are wanted; there is no way to
 * switch that off. Where no authority could be read, none succeeds. The check is made by the context's trust manager itself, whatever
 * the parameters say of endpoint identification; sessions are resumed within one context only. So keep one for each
 * {@link BackendTls}, and connections of different ones apart.
 *
 * <p>{@code java.net.http} sends the name of its {@code URI} as SNI where that is a name, and that of the parameters where it
 * is an address: ask it for addresses.
 *
 * <p>Immutable, safe for use by several threads. To make one reads all authorities; where the platform's are wanted, that takes tens
 * of milliseconds.
 */
public final class BackendContext {
    private final BackendTls tls;
    private final @Nullable ServerCertificate clientCertificate;
    private final X509ExtendedTrustManager trustManager;
    private final SSLContext sslContext;

    private BackendContext(
            BackendTls tls,
            @Nullable ServerCertificate clientCertificate,
            X509ExtendedTrustManager trustManager,
            SSLContext sslContext) {
        this.tls = tls;
        this.clientCertificate = clientCertificate;
        this.trustManager = trustManager;
        this.sslContext = sslContext;
    }

    /** For backends of this kind. A client certificate that cannot be read is not shown; bundles that cannot be read vouch for nobody. */
    public static BackendContext of(BackendTls tls) {
        ServerCertificate certificate = tls.clientCertificate() == null
                ? null
                : ServerCertificate.parse(tls.clientCertificate()).certificate();
        X509ExtendedTrustManager trustManager =
                new BackendTrustManager(Anchors.of(tls.authorities(), tls.systemTrust()), new BackendNames(tls));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(certificate), new TrustManager[] {trustManager}, null);
            return new BackendContext(tls, certificate, trustManager, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
    }

    /** Never null, for which a provider may choose keys of its own. */
    private static KeyManager[] keyManagers(@Nullable ServerCertificate certificate) {
        return certificate == null ? new KeyManager[0] : new KeyManager[] {new OneKeyManager(certificate)};
    }

    /** What it was made for. */
    public BackendTls tls() {
        return tls;
    }

    /** With the checks of this backend. Its engines are to be given {@link #parameters}; {@link #engine} does it. */
    public SSLContext sslContext() {
        return sslContext;
    }

    /** What is shown to backends that ask for a certificate; null for nothing. For TLS of another library than the JVM's. */
    public @Nullable ServerCertificate clientCertificate() {
        return clientCertificate;
    }

    /**
     * All of the checks of this backend, for TLS of another library than the JVM's: it must be asked in each handshake, and it alone; what
     * it does not take must not be connected to.
     */
    public X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    /**
     * The name to send, TLS 1.3 and 1.2, forward secret and authenticated cipher suites. A new object at each call.
     *
     * @param applicationProtocols to offer by ALPN, the preferred first; empty for none
     */
    public SSLParameters parameters(List<String> applicationProtocols) {
        SSLParameters parameters = ProtocolPolicy.parameters(applicationProtocols);
        parameters.setServerNames(List.of(new SNIHostName(tls.serverName())));
        return parameters;
    }

    /**
     * An engine for one connection, with all of the above.
     *
     * @param address and port: of the endpoint, by which sessions are found again; they are sent to nobody
     */
    public SSLEngine engine(String address, int port, List<String> applicationProtocols) {
        SSLEngine engine = sslContext.createSSLEngine(address, port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters(applicationProtocols));
        return engine;
    }
}
