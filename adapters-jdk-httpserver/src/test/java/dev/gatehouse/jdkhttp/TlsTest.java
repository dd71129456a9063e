package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that terminate TLS. */
final class TlsTest {
    private static final Bind SECURE = new Bind(StubRoutes.WEB.owner(), 443);
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Test").mint();
    private static final MintedCertificate SHOP =
            MintedCertificate.builder("shop.example").signedBy(AUTHORITY).mint();
    private static final MintedCertificate NEWS =
            MintedCertificate.builder("news.example").signedBy(AUTHORITY).mint();

    private static CertificateSelector selector(MintedCertificate... certificates) {
        List<ListenerCertificates> listeners = new ArrayList<>();
        for (MintedCertificate minted : certificates) {
            ServerCertificate certificate =
                    ServerCertificate.parse(minted.toSecret("default", "tls")).certificate();
            listeners.add(new ListenerCertificates(
                    new Hostname(certificate.names().get(0)), List.of(CertificateEntry.of(certificate))));
        }
        return CertificateSelector.of(listeners, null);
    }

    private static StubRoutes routes(int origin) {
        StubRoutes routes = StubRoutes.to(origin);
        routes.binds = List.of(StubRoutes.WEB, SECURE);
        routes.tls = Set.of(SECURE);
        routes.certificates = selector(SHOP, NEWS);
        return routes;
    }

    private static RawClient connect(int port, String serverName) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", AUTHORITY.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, serverName, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return new RawClient(socket);
    }

    private static X509Certificate shown(RawClient client) throws Exception {
        return (X509Certificate) ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0];
    }

    @Test
    void theServerNameChoosesTheCertificate() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = routes(origin.port()).start()) {
            for (MintedCertificate minted : List.of(SHOP, NEWS)) {
                String name = minted == SHOP ? "shop.example" : "news.example";
                try (RawClient client = connect(front.socketPort(SECURE), name)) {
                    assertEquals(minted.certificate(), shown(client));
                    for (int i = 0; i < 2; i++) {
                        client.send("GET / HTTP/1.1\r\nHost: " + name + "\r\n\r\n");
                        assertEquals("ok", client.answer().body());
                        RawOrigin.Request request = origin.next();
                        assertEquals(List.of("https"), request.values("x-forwarded-proto"));
                        assertEquals(List.of("443"), request.values("x-forwarded-port"));
                    }
                }
            }
            assertThrows(IOException.class, () -> connect(front.socketPort(SECURE), "other.example"));
        }
    }

    @Test
    void routesSeeTheServerName() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK)) {
            StubRoutes routes = routes(origin.port());
            List<String> seen = new ArrayList<>();
            routes.decision = head -> {
                seen.add(head.serverName());
                return StubRoutes.forward(head, origin.port());
            };
            try (JdkFrontEnd front = routes.start();
                    RawClient secure = connect(front.socketPort(SECURE), "shop.example");
                    RawClient plain = new RawClient(front.socketPort(StubRoutes.WEB))) {
                secure.get("/").answer();
                plain.get("/").answer();
            }
            assertEquals("shop.example", seen.get(0));
            assertNull(seen.get(1));
        }
    }

    @Test
    void aRenewedCertificateIsShownFromTheNextHandshakeOn() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK)) {
            StubRoutes routes = routes(origin.port());
            try (JdkFrontEnd front = routes.start();
                    RawClient before = connect(front.socketPort(SECURE), "shop.example")) {
                MintedCertificate renewed = MintedCertificate.builder("shop.example")
                        .signedBy(AUTHORITY)
                        .mint();
                routes.certificates = selector(renewed);
                try (RawClient after = connect(front.socketPort(SECURE), "shop.example")) {
                    assertEquals(renewed.certificate(), shown(after));
                }
                assertEquals("ok", before.get("/").answer().body(), "connections stay");
            }
        }
    }

    @Test
    void aClientThatIsSilentAfterItsFirstByteIsClosed() throws Exception {
        try (JdkFrontEnd front = routes(1).start(FrontEndLimits.defaults().withHead(java.time.Duration.ofMillis(100)));
                RawClient client = new RawClient(front.socketPort(SECURE))) {
            client.send(new byte[] {22});
            while (client.in().read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void curlIsServed(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(hasCurl(), "there is no curl on the PATH");
        Path trusted = Files.writeString(folder.resolve("authority.pem"), AUTHORITY.certificatePem());
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = routes(origin.port()).start()) {
            int plain = front.socketPort(StubRoutes.WEB);
            int secure = front.socketPort(SECURE);
            assertEquals(
                    "ok",
                    curl("--resolve", "shop.example:" + plain + ":127.0.0.1", "http://shop.example:" + plain + "/"));
            assertEquals(
                    "ok",
                    curl(
                            "--cacert",
                            trusted.toString(),
                            "--resolve",
                            "shop.example:" + secure + ":127.0.0.1",
                            "https://shop.example:" + secure + "/"));
        }
    }

    private static boolean hasCurl() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String curl(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "10"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
