package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.live.LiveCertificates;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The JVM's own: certificates are chosen within each handshake, as they are then. */
final class JdkServerEngines implements ServerEngines {
    private final LiveCertificates certificates;
    private final Bind bind;
    private final SSLContext context;

    JdkServerEngines(LiveCertificates certificates, Bind bind) {
        this.certificates = certificates;
        this.bind = bind;
        this.context = ServerTls.context(() -> certificates.selector(bind), () -> certificates.clients(bind));
    }

    @Override
    public SSLEngine engine(ByteBufAllocator allocator, ClientHello hello, ByteBuf bytes) {
        return ofRequests();
    }

    /** One for requests, whatever the client asks for. */
    SSLEngine ofRequests() {
        return engine(LiveServedRoutes.ALPN);
    }

    @Override
    public SSLEngine ofStream() {
        return engine(List.of());
    }

    private SSLEngine engine(List<String> applicationProtocols) {
        SSLEngine engine = context.createSSLEngine();
        engine.setSSLParameters(ServerTls.parameters(certificates.clients(bind), applicationProtocols));
        return engine;
    }
}
