package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.trust.BackendContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A client over TLS that may show a certificate. */
final class TlsClient {
    private TlsClient() {}

    /** The status of an answer to a GET. */
    static int ask(int port, String name, MintedCertificate trusted, MintedCertificate shown) throws IOException {
        BackendContext context = BackendContext.of(new BackendTls(
                name,
                List.of(),
                List.of(trusted.certificatePem()),
                false,
                shown == null ? null : shown.toSecret("default", "me")));
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket = (SSLSocket) context.sslContext().getSocketFactory().createSocket(plain, name, port, true);
        socket.setSSLParameters(context.parameters(List.of()));
        try (RawClient client = new RawClient(socket)) {
            socket.startHandshake();
            return client.send("GET / HTTP/1.1\r\nHost: " + name + "\r\n\r\n")
                    .answer()
                    .status();
        }
    }
}
