package dev.gatehouse.netty;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.live.LiveCertificates;
import dev.gatehouse.tls.trust.ClientTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link LiveRoutes}, with the certificates that they name. */
final class LiveServedRoutes {
    /** What is agreed on where requests come in, the preferred first. */
    static final List<String> ALPN = List.of("h2", "http/1.1");

    private final LiveRoutes routes;
    private final LiveCertificates certificates;

    LiveServedRoutes(LiveRoutes routes, LiveCertificates certificates) {
        this.routes = routes;
        this.certificates = certificates;
    }

    LiveRoutes live() {
        return routes;
    }

    /** The ports to open. */
    List<Bind> binds() {
        return routes.current().binds();
    }

    /** What one of them is for. */
    PortKind kind(Bind bind) {
        return PortKind.of(routes.current().listeners(bind));
    }

    /**
     * What speaks TLS on a port where it ends.
     *
     * @param library never {@link TlsLibrary#AUTO}
     */
    ServerEngines engines(Bind bind, TlsLibrary library) {
        return library == TlsLibrary.OPENSSL
                ? new OpenSslServerEngines(certificates, bind)
                : new JdkServerEngines(certificates, bind);
    }

    /** TLS for the connections of QUIC of a port. */
    QuicContexts quic(Bind bind) {
        return new QuicContexts(certificates, bind);
    }

    /** Which certificates of clients a port believes now; null where it asks for none. */
    @Nullable
    ClientTrust clients(Bind bind) {
        return certificates.clients(bind);
    }

    /** What is wrong with certificates. */
    List<Problem> problems() {
        return certificates.problems();
    }

    /** Keeps the certificates up to date, and runs {@code task} after each change; the result ends both. */
    Runnable onChange(Runnable task) {
        Runnable endCertificates = certificates.follow(routes);
        Runnable endTask = routes.onChange(changed -> task.run());
        return () -> {
            endTask.run();
            endCertificates.run();
        };
    }
}
