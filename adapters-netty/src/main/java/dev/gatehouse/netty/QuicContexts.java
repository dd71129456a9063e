package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.OpenSslPolicy;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.live.LiveCertificates;
import dev.gatehouse.tls.select.CertificateSelector;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 for the connections of QUIC of one port: with the certificate that the port has for the name at that moment, and for {@code h3} alone.
 * A client may come back to its session as long as the certificates of the port stay what they are; nobody may send a request before the end of the
 * handshake. For one thread, that of the port's socket.
 */
final class QuicContexts {
    private final LiveCertificates certificates;
    private final Bind bind;
    private final Map<String, QuicSslContext> byCertificate = new HashMap<>();
    private @Nullable CertificateSelector selector;
    private @Nullable QuicSslContext entrance;

    QuicContexts(LiveCertificates certificates, Bind bind) {
        this.certificates = certificates;
        this.bind = bind;
    }

    /** For a new connection. */
    @SuppressWarnings("ReferenceEquality") // another selector is another state of the certificates
    QuicSslEngine engine(QuicChannel connection) {
        CertificateSelector now = certificates.selector(bind);
        QuicSslContext context = entrance;
        if (context == null || selector != now) {
            selector = now;
            byCertificate.clear();
            context = QuicSslContextBuilder.buildForServerWithSni(this::forName);
            entrance = context;
        }
        return context.newEngine(connection.alloc());
    }

    /** Null where the handshake has to be refused. Clients who would be asked for certificates are not served here. */
    private @Nullable QuicSslContext forName(@Nullable String name) {
        if (certificates.clients(bind) != null) {
            return null;
        }
        List<ServerCertificate> candidates = certificates.selector(bind).candidates(name, OpenSslPolicy.KEY_TYPES);
        return candidates.isEmpty()
                ? null
                : byCertificate.computeIfAbsent(
                        candidates.get(0).fingerprint(), fingerprint -> context(candidates.get(0)));
    }

    private static QuicSslContext context(ServerCertificate certificate) {
        X509Certificate[] chain = certificate.chain().toArray(X509Certificate[]::new);
        return QuicSslContextBuilder.forServer(certificate.privateKey(), null, chain)
                .applicationProtocols("h3")
                .earlyData(false)
                .build();
    }
}
