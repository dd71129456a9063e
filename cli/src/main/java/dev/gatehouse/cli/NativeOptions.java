package dev.gatehouse.cli;

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

    SocketTransport transport() {
        return transport;
    }

    TlsLibrary tls() {
        return tls;
    }

    /** @throws IllegalStateException for what is not there */
    void require() {
        transport.require();
        tls.require();
    }

    /** Whether something is chosen. */
    boolean isSet() {
        return transport != SocketTransport.AUTO || tls != TlsLibrary.AUTO;
    }
}
