package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.trust.BackendContext;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What speaks TLS with one kind of backend: OpenSSL where it is wanted and can do it, else the JVM's. The checks are the same ones. Safe for any
 * number of threads.
 */
final class BackendEngines {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    private final BackendContext backend;
    private final boolean openSsl;
    private final Map<List<String>, SslContext> contexts = new ConcurrentHashMap<>();

    /** @param openSsl whether it is there and wanted */
    BackendEngines(BackendContext backend, boolean openSsl) {
        this.backend = backend;
        ServerCertificate shown = backend.clientCertificate();
        this.openSsl = openSsl && (shown == null || OpenSslPolicy.KEY_TYPES.contains(shown.keyType()));
    }

    /** One for a connection. */
    SSLEngine engine(ByteBufAllocator allocator, Target target) {
        // OpenSSL, as Netty drives it, ends both directions when one ends, which would cut what is passed through.
        SslContext context = openSsl && target.protocol() != Protocol.OPAQUE ? context(target.alpn()) : null;
        return context == null
                ? backend.engine(target.address().host(), target.address().port(), target.alpn())
                : context.newEngine(
                        allocator, target.address().host(), target.address().port());
    }

    private @Nullable SslContext context(List<String> applicationProtocols) {
        SslContext context = contexts.get(applicationProtocols);
        return context != null ? context : contexts.computeIfAbsent(applicationProtocols, this::make);
    }

    private @Nullable SslContext make(List<String> applicationProtocols) {
        try {
            SslContextBuilder builder = OpenSslPolicy.applyTo(SslContextBuilder.forClient(), applicationProtocols)
                    .trustManager(backend.trustManager())
                    // The trust manager has the last word on names.
                    .endpointIdentificationAlgorithm(null)
                    .serverName(new SNIHostName(backend.tls().serverName()));
            ServerCertificate shown = backend.clientCertificate();
            if (shown != null) {
                builder.keyManager(shown.privateKey(), shown.chain().toArray(X509Certificate[]::new));
            }
            return builder.build();
        } catch (SSLException e) {
            LOG.log(
                    Level.WARNING,
                    "OpenSSL does not take what is asked of backends called "
                            + backend.tls().serverName() + ", to which the JVM's TLS speaks instead",
                    e);
            return null;
        }
    }
}
