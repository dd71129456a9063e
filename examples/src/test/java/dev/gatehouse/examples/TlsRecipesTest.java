package dev.gatehouse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.live.CertificateFolder;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe, asked by a TLS client that checks the certificate's issuer and names. */
class TlsRecipesTest {
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();

    @TempDir
    Path folder;

    @TempDir
    Path work;

    private MintedCertificate one = minted("one.example");
    private final MintedCertificate two = minted("*.two.example");
    private CertificateFolder certificates;

    @BeforeEach
    void open() throws IOException {
        write("one", one);
        write("two", two);
        certificates = CertificateFolder.builder(folder).open();
    }

    @AfterEach
    void close() {
        certificates.close();
    }

    @Test
    void jetty() throws Exception {
        Server server = JettyTls.start(certificates, 0);
        try {
            assertServesAndRotates(((ServerConnector) server.getConnectors()[0]).getLocalPort());
        } finally {
            server.stop();
        }
    }

    @Test
    void tomcat() throws Exception {
        Tomcat server = TomcatTls.start(certificates, 0, work);
        try {
            assertServesAndRotates(server.getConnector().getLocalPort());
        } finally {
            server.stop();
            server.destroy();
        }
    }

    @Test
    void undertow() throws Exception {
        Undertow server = UndertowTls.start(certificates, 0);
        try {
            assertServesAndRotates(
                    ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
        } finally {
            server.stop();
        }
    }

    @Test
    void netty() throws Exception {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel server = NettyTls.start(certificates, 0, threads);
            assertServesAndRotates(((InetSocketAddress) server.localAddress()).getPort());
        } finally {
            threads.shutdownGracefully().sync();
        }
    }

    private void assertServesAndRotates(int port) throws Exception {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            assertEquals(one.certificate(), shown(port, protocol, "one.example"));
            assertEquals(two.certificate(), shown(port, protocol, "shop.two.example"));
            one = minted("one.example");
            write("one", one);
            certificates.reload();
            assertEquals(one.certificate(), shown(port, protocol, "one.example"));
        }
    }

    /** The certificate that the server shows for the name, once it has answered a request for it. */
    private static Certificate shown(int port, String protocol, String host) throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket socket = (SSLSocket) client().getSocketFactory().createSocket(plain, host, port, true)) {
            socket.setSoTimeout(20_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.contains("hello"), answer);
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLContext client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", AUTHORITY.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static MintedCertificate minted(String host) {
        return MintedCertificate.builder(host).signedBy(AUTHORITY).mint();
    }

    private void write(String name, MintedCertificate certificate) throws IOException {
        Path each = Files.createDirectories(folder.resolve(name));
        Files.writeString(each.resolve("tls.crt"), certificate.certificatePem());
        Files.writeString(each.resolve("tls.key"), certificate.privateKeyPem());
    }
}
