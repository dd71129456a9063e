package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The context in real servers, over the loopback interface. */
class ServersTest {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CertificateSelector certificates = serving("one.example");

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void sockets(String protocol) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) ServerTls.context(() -> certificates)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertEquals("one.example", exchange(server, protocol, "one.example"));
            certificates = serving("two.example");
            assertEquals("two.example", exchange(server, protocol, "two.example"));
            SSLException refused = assertThrows(SSLException.class, () -> exchange(server, protocol, "one.example"));
            assertTrue(String.valueOf(refused.getMessage()).contains("unrecognized_name"), refused::toString);
        }
    }

    /** The first name of the certificate that is shown; both sides send and receive a byte. */
    private String exchange(SSLServerSocket server, String protocol, String serverName) throws Exception {
        Future<String> served = threads.submit(() -> {
            try (SSLSocket connection = (SSLSocket) server.accept()) {
                connection.setSoTimeout(PATIENCE_MILLIS);
                connection.getOutputStream().write(connection.getInputStream().read());
                return String.valueOf(ServerTls.serverName(connection.getSession()));
            }
        });
        String shown = ask(server.getLocalPort(), protocol, serverName);
        assertEquals(serverName, served.get());
        return shown;
    }

    @Test
    void jdkHttpServer() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(ServerTls.context(() -> certificates)));
        server.setExecutor(threads);
        server.start();
        try {
            int port = server.getAddress().getPort();
            assertEquals("one.example", ask(port, "TLSv1.3", "one.example"));
            assertEquals("one.example", ask(port, "TLSv1.2", "one.example"));
            certificates = serving("two.example");
            assertEquals("two.example", ask(port, "TLSv1.3", "two.example"));
            // This server closes the connection and keeps the alert to itself.
            assertThrows(IOException.class, () -> ask(port, "TLSv1.3", "one.example"));
        } finally {
            server.stop(0);
        }
    }

    private static String ask(int port, String protocol, String serverName) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket socket = (SSLSocket)
                        new Client().context().getSocketFactory().createSocket(plain, serverName, port, true)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            // A full request, so that any server has something to answer.
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(socket.getInputStream().read() > 0);
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName().substring("CN=".length());
        }
    }

    private static CertificateSelector serving(String host) {
        ServerCertificate certificate = Objects.requireNonNull(
                ServerCertificate.parse(MintedCertificate.selfSigned(host).toSecret("default", "a"))
                        .certificate());
        return CertificateSelector.of(
                List.of(new ListenerCertificates(new Hostname(host), List.of(CertificateEntry.of(certificate)))), null);
    }
}
