package dev.gatehouse.netty;

import dev.gatehouse.tls.protocol.ProtocolPolicy;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** OpenSSL, set up as the JVM's TLS is elsewhere. */
final class OpenSslContexts {
    /** The kinds of keys that it signs with. */
    static final Set<String> KEY_TYPES = Set.of("EC", "RSA");

    /** So many certificates are kept as OpenSSL has read them; others are read in each handshake. */
    private static final int CERTIFICATES_KEPT = 1024;

    private OpenSslContexts() {}

    /** For clients, who are asked for certificates where {@code clients} is not null. */
    static SslContext server(
            CertificateSelector certificates, @Nullable ClientTrust clients, List<String> applicationProtocols)
            throws SSLException {
        SSLParameters policy = ProtocolPolicy.parameters(List.of());
        SslContextBuilder builder = SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(
                        new KeyManagerFactoryWrapper(new SelectedKeys(certificates)), CERTIFICATES_KEPT))
                .sslProvider(SslProvider.OPENSSL)
                .protocols(policy.getProtocols())
                .ciphers(List.of(policy.getCipherSuites()), IdentityCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(alpn(applicationProtocols));
        if (clients != null) {
            builder.trustManager(clients.trustManager())
                    .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        SslContext context = builder.build();
        ((OpenSslServerSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
        return context;
    }

    private static @Nullable ApplicationProtocolConfig alpn(List<String> applicationProtocols) {
        return applicationProtocols.isEmpty()
                ? null
                : new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        applicationProtocols);
    }
}
