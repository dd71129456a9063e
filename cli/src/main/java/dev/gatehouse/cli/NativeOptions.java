package dev.gatehouse.cli;

import dev.gatehouse.netty.NettyFrontEnd;
import dev.gatehouse.netty.SocketTransport;
import dev.gatehouse.netty.TlsLibrary;
import picocli.CommandLine.Option;

/** Which parts outside the JVM Netty's front end works with. */
final class NativeOptions {
    @Option(
            names = "--transport",
            paramLabel = "TRANSPORT",
            defaultValue = "auto",
            description = {
                "What moves bytes: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE},",
                "which is epoll where the system has it."
            })
    private SocketTransport transport = SocketTransport.AUTO;

    @Option(
            names = "--tls",
            paramLabel = "LIBRARY",
            defaultValue = "auto",
            description = {
                "What speaks TLS: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE},",
                "which is openssl where there is one for the system."
            })
    private TlsLibrary tls = TlsLibrary.AUTO;

    @Option(names = "--http3", description = "Serve HTTP/3 too on the ports of HTTPS, under the same numbers for UDP.")
    private boolean http3;

    SocketTransport transport() {
        return transport;
    }

    TlsLibrary tls() {
        return tls;
    }

    boolean http3() {
        return http3;
    }

    /** @throws IllegalStateException for what is asked for and not there */
    void require() {
        if (transport != SocketTransport.AUTO) {
            transport.require();
        }
        if (tls != TlsLibrary.AUTO) {
            tls.require();
        }
        if (http3) {
            NettyFrontEnd.requireHttp3();
        }
    }

    /** Whether something is chosen. */
    boolean isSet() {
        return transport != SocketTransport.AUTO || tls != TlsLibrary.AUTO || http3;
    }
}
