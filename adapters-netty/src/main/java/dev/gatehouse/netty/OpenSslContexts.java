package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.OpenSslPolicy;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** OpenSSL, set up as the JVM's TLS is elsewhere. */
final class OpenSslContexts {
    /** So many certificates are kept as OpenSSL has read them; others are read in each handshake. */
    private static final int CERTIFICATES_KEPT = 1024;

    private OpenSslContexts() {}

    /** For clients, who are asked for certificates where {@code clients} is not null. It keeps no sessions: those are in tickets. */
    static SslContext server(CertificateSelector certificates, @Nullable ClientTrust clients) throws SSLException {
        SslContextBuilder builder = OpenSslPolicy.applyTo(
                        SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(
                                new KeyManagerFactoryWrapper(new SelectedKeys(certificates)), CERTIFICATES_KEPT)),
                        LiveServedRoutes.ALPN)
                .sessionTimeout(SessionTickets.PERIOD.multipliedBy(2).toSeconds());
        if (clients != null) {
            builder.trustManager(clients.trustManager())
                    .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        SslContext context = builder.build();
        ((OpenSslServerSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
        return context;
    }
}
