package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLSRoute: TLS that is passed through, that ends here, and both with HTTPS on one port. */
@Timeout(60)
class TlsRouteTest {
    private static final int ALERT = 21;
    private static final int FATAL = 2;

    private static final String PASSTHROUGH = """
              - {name: through, port: 443, protocol: TLS, hostname: "*.through.example", tls: {mode: Passthrough}}
            """.indent(0);
    private static final String TERMINATE = """
              - {name: end, port: 443, protocol: TLS, hostname: end.example,
                 tls: {mode: Terminate, certificateRefs: [{name: end-tls}]}}
            """.indent(0);
    private static final String HTTPS = """
              - {name: https, port: 443, protocol: HTTPS, hostname: shop.example,
                 tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
            """.indent(0);

    private final MintedCertificate own = MintedCertificate.selfSigned("a.through.example");
    private final MintedCertificate end = MintedCertificate.selfSigned("end.example");
    private final MintedCertificate shop = MintedCertificate.selfSigned("shop.example");

    private static String route(String name, String hostname, String service) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: TLSRoute
                metadata: {name: %s, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                  hostnames: ["%s"]
                  rules:
                  - backendRefs: [{name: %s, port: 80}]
                ---
                """.formatted(name, hostname, service);
    }

    private String secrets() {
        return World.secret("end-tls", end) + "---\n" + World.secret("shop-tls", shop) + "---\n";
    }

    /** A port with all three kinds of listeners, in front of these. */
    private World mixed(int through, int ended, int web) throws IOException {
        return new World()
                .service("through", through)
                .service("ended", ended)
                .service("shop", web)
                .listeners(PASSTHROUGH + TERMINATE + HTTPS)
                .documents(secrets()
                        + route("through", "*.through.example", "through")
                        + route("ended", "end.example", "ended"))
                .start();
    }

    private World terminating(SocketOrigin origin) throws IOException {
        return mixed(1, origin.port(), 1);
    }

    private World passing(int port) throws IOException {
        return mixed(port, 1, 1);
    }

    private static int port(World world) {
        return world.front().socketPort(World.SECURE);
    }

    /** A backend that speaks TLS with a certificate of its own, and says which name it was asked for. */
    private SocketOrigin ownTls() throws IOException {
        ServerCertificate certificate = Objects.requireNonNull(
                ServerCertificate.parse(own.toSecret("default", "own")).certificate());
        CertificateSelector selector = CertificateSelector.of(
                List.of(new ListenerCertificates(
                        new Hostname("a.through.example"), List.of(CertificateEntry.of(certificate)))),
                null);
        ServerSocket server = ServerTls.context(() -> selector)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new SocketOrigin(server, socket -> {
            String name = ServerTls.serverName(((SSLSocket) socket).getSession());
            socket.getOutputStream().write((name + ":").getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        });
    }

    private static SSLContext trusting(MintedCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A client that accepts this certificate alone. */
    private static SSLSocket connect(World world, String serverName, MintedCertificate trusted) throws Exception {
        SSLSocket socket = (SSLSocket)
                trusting(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port(world));
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static Socket raw(World world) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(world));
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Test
    void threeKindsOfListenersShareAPort() throws Exception {
        try (SocketOrigin through = ownTls();
                SocketOrigin ended = SocketOrigin.echo("clear");
                RawOrigin web = RawOrigin.saying(RawOrigin.OK);
                World world = mixed(through.port(), ended.port(), web.port())) {
            try (SSLSocket client = connect(world, "a.through.example", own)) {
                send(client, "hello");
                assertEquals("a.through.example:hello", read(client, 23));
            }
            try (SSLSocket client = connect(world, "end.example", end)) {
                send(client, "hello");
                assertEquals("clear:hello", read(client, 11));
            }
            try (RawClient client = new RawClient(connect(world, "shop.example", shop))) {
                assertEquals("ok", client.get("/").answer().body());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.through.example, exact",
        "b.through.example, wildcard",
        "A.Through.Example, exact",
        "c.b.through.example, wildcard"
    })
    void theMostSpecificNameWins(String serverName, String expected) throws Exception {
        CompletableFuture<String> taken = new CompletableFuture<>();
        try (SocketOrigin exact = new SocketOrigin(socket -> taken.complete("exact"));
                SocketOrigin wildcard = new SocketOrigin(socket -> taken.complete("wildcard"));
                World world = new World()
                        .service("exact", exact.port())
                        .service("wildcard", wildcard.port())
                        .listeners(PASSTHROUGH)
                        .documents(route("wildcard", "*.through.example", "wildcard")
                                + route("exact", "a.through.example", "exact"))
                        .start();
                Socket client = raw(world)) {
            client.getOutputStream().write(hello(serverName));
            assertEquals(expected, taken.get(10, TimeUnit.SECONDS));
        }
    }

    /** The first message of a client. */
    private static byte[] hello(String serverName) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        out.flip();
        byte[] bytes = new byte[out.remaining()];
        out.get(bytes);
        return bytes;
    }

    /** The same message, each byte of it in a record of its own. */
    private static byte[] inRecordsOfOneByte(byte[] record) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int i = 5; i < record.length; i++) {
            records.write(record, 0, 3);
            records.write(0);
            records.write(1);
            records.write(record[i]);
        }
        return records.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHelloInPiecesArrivesByteForByte(boolean manyRecords) throws Exception {
        byte[] hello = hello("a.through.example");
        byte[] sent = manyRecords ? inRecordsOfOneByte(hello) : hello;
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (SocketOrigin origin = new SocketOrigin(
                        socket -> received.complete(socket.getInputStream().readAllBytes()));
                World world = passing(origin.port());
                Socket client = raw(world)) {
            for (byte each : sent) {
                client.getOutputStream().write(each);
                client.getOutputStream().flush();
            }
            client.getOutputStream().write("and what follows".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(sent);
            all.write("and what follows".getBytes(StandardCharsets.US_ASCII));
            assertArrayEquals(all.toByteArray(), received.get(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016", "\u0016\u0003\u0001\u0001\u0000\u0001\u0000\u0000"})
    void aHelloThatDoesNotComeInTimeEndsTheConnection(String beginning) throws Exception {
        FrontEndLimits limits = FrontEndLimits.defaults().toBuilder()
                .handshake(Duration.ofMillis(200))
                .build();
        try (World world = new World()
                        .service("through", 1)
                        .listeners(PASSTHROUGH)
                        .documents(route("through", "*.through.example", "through"))
                        .start(builder -> builder.limits(limits));
                Socket client = raw(world)) {
            client.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("", readAll(client));
        }
    }

    /** Of a fatal alert in a record of its own, its description; then the connection ends. */
    private static int alert(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        byte[] record = in.readNBytes(7);
        assertEquals(7, record.length);
        assertEquals(ALERT, record[0]);
        assertEquals(FATAL, record[5]);
        try {
            assertEquals(-1, in.read());
        } catch (SocketException e) {
            // The end came while something was still on its way.
        }
        return record[6];
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a.through.example\r\n\r\n", "SSH-2.0-x\r\n", "\u0000\u0000\u0000"})
    void whatIsNoTlsGetsAnAlertAndAnEnd(String noise) throws Exception {
        try (World world = passing(1);
                Socket client = raw(world)) {
            send(client, noise);
            assertEquals(10, alert(client));
            assertEquals(1, world.front().streams().notTls());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown.example", "through.example", ""})
    void aNameThatNoListenerHasResets(String serverName) throws Exception {
        try (World world = passing(1);
                Socket client = raw(world)) {
            client.getOutputStream().write(hello(serverName));
            assertThrows(SocketException.class, () -> client.getInputStream().read());
            assertEquals(1, world.front().streams().refused());
        }
    }

    @Test
    void aServiceWithoutEndpointsResets() throws Exception {
        try (World world = new World()
                        .service("through")
                        .listeners(PASSTHROUGH)
                        .documents(route("through", "*.through.example", "through"))
                        .start();
                Socket client = raw(world)) {
            client.getOutputStream().write(hello("a.through.example"));
            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void withinTlsTooOneSideMayEndBeforeTheOther() throws Exception {
        try (SocketOrigin origin = new SocketOrigin(
                        socket -> send(socket, socket.getInputStream().readAllBytes().length + " bytes came"));
                World world = terminating(origin);
                SSLSocket client = connect(world, "end.example", end)) {
            client.getOutputStream().write(new byte[1_000_000]);
            client.shutdownOutput();
            assertEquals("1000000 bytes came", readAll(client));
        }
    }

    @Test
    void theBackendMayEndBeforeTheClientWithinTlsToo() throws Exception {
        CompletableFuture<String> last = new CompletableFuture<>();
        try (SocketOrigin origin = new SocketOrigin(socket -> {
                    send(socket, "that is all");
                    socket.shutdownOutput();
                    last.complete(readAll(socket));
                });
                World world = terminating(origin);
                SSLSocket client = connect(world, "end.example", end)) {
            assertEquals("that is all", readAll(client));
            send(client, "and now me");
            client.shutdownOutput();
            assertEquals("and now me", last.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatBreaksOffGetsNoFarewell() throws Exception {
        try (SocketOrigin origin = new SocketOrigin(socket -> {
                    send(socket, "half");
                    socket.getInputStream().read();
                    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                });
                World world = terminating(origin);
                SSLSocket client = connect(world, "end.example", end)) {
            assertEquals("half", read(client, 4));
            send(client, "!");
            assertThrows(IOException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void noBackendHearsOfAHandshakeThatFails() throws Exception {
        try (SocketOrigin origin = SocketOrigin.echo("clear");
                World world = terminating(origin)) {
            try (SSLSocket client = connect(world, "end.example", shop)) {
                assertThrows(SSLHandshakeException.class, client::startHandshake);
            }
            try (SSLSocket client = connect(world, "end.example", end)) {
                assertEquals("clear:", read(client, 6));
            }
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void aPortOfHttpsThatPassesSomeNamesThroughFromNowOnKeepsItsConnections() throws Exception {
        try (SocketOrigin through = ownTls();
                RawOrigin web = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("through", through.port())
                        .service("shop", web.port())
                        .listeners(HTTPS)
                        .documents(secrets())
                        .start();
                RawClient before = new RawClient(connect(world, "shop.example", shop))) {
            int port = port(world);
            assertEquals("ok", before.get("/").answer().body());
            world.listeners(HTTPS + PASSTHROUGH)
                    .documents(secrets() + route("through", "*.through.example", "through"))
                    .apply();
            assertEquals(port, port(world));
            assertEquals("ok", before.get("/").answer().body());
            try (SSLSocket client = connect(world, "a.through.example", own)) {
                assertEquals("a.through.example:", read(client, 18));
            }
            world.listeners(HTTPS).documents(secrets()).apply();
            try (SSLSocket client = connect(world, "a.through.example", own)) {
                assertThrows(SSLException.class, client::startHandshake);
            }
        }
    }

    @Test
    void opensslSeesTheBackendsOwnCertificate() throws Exception {
        try (SocketOrigin through = ownTls();
                World world = passing(through.port())) {
            String said = Program.run(
                    "openssl", "s_client", "-connect", "127.0.0.1:" + port(world), "-servername", "a.through.example");
            assertTrue(said.contains("CN = a.through.example") || said.contains("CN=a.through.example"), said);
        }
    }
}
