package dev.gatehouse.examples;

import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.live.CertificateFolder;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Undertow with the certificates of a folder, chosen by name, renewed without a restart.
 *
 * <pre>
 * curl --insecure https://shop.example:8443/ --resolve shop.example:8443:127.0.0.1
 * </pre>
 */
public final class UndertowTls {
    private UndertowTls() {}

    /** Serves the certificates of the folder that is named, until the program is ended. */
    public static void main(String[] args) throws IOException {
        start(CertificateFolder.builder(Path.of(args[0])).open(), 8443);
    }

    static Undertow start(CertificateFolder certificates, int port) {
        Undertow server = Undertow.builder()
                .addHttpsListener(port, "127.0.0.1", ServerTls.context(certificates::selector))
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(exchange -> exchange.getResponseSender().send("hello"))
                .build();
        server.start();
        return server;
    }
}
