package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.netty.ProxyProtocol.Version;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.ConnectionRefusal;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol, in both versions and both directions. */
@Timeout(60)
class ProxyProtocolTest {
    private static final ProxyProtocol FROM_HERE = ProxyProtocol.NONE.from(80, List.of("127.0.0.0/8", "::1/128"));
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String GET = "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n";

    private final List<ConnectionRefusal> refusals = new CopyOnWriteArrayList<>();
    private final ConnectionObserver refused = new ConnectionObserver() {
        @Override
        public void refused(Bind bind, ConnectionRefusal refusal) {
            refusals.add(refusal);
        }
    };

    private World expecting(RawOrigin origin) throws IOException {
        return new World()
                .service("shop", origin.port())
                .start(builder -> builder.proxyProtocol(FROM_HERE).connections(refused));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80, 203.0.113.7",
        "PROXY TCP6 2001:db8::7 2001:db8::1 4711 80, 2001:db8:0:0:0:0:0:7",
        "PROXY UNKNOWN, 127.0.0.1",
        "PROXY UNKNOWN 203.0.113.7 192.0.2.1 4711 80, 127.0.0.1"
    })
    void aLineTellsTheClient(String line, String client) throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = expecting(origin);
                RawClient connection = world.client()) {
            assertEquals("ok", connection.send(line + "\r\n" + GET).answer().body());
            assertEquals(List.of(client), origin.next().values("x-forwarded-for"));
            assertEquals("ok", connection.send(GET).answer().body());
            assertEquals(List.of(client), origin.next().values("x-forwarded-for"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "21 11 000c cb007107 c0000201 1267 0050, 203.0.113.7",
        "21 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000001 1267 0050, 2001:db8:0:0:0:0:0:7",
        // With something behind the addresses.
        "21 11 0011 cb007107 c0000201 1267 0050 0400020102, 203.0.113.7",
        // LOCAL: the proxy itself, which looks whether anybody is there.
        "20 00 0000, 127.0.0.1",
        "20 11 000c cb007107 c0000201 1267 0050, 127.0.0.1"
    })
    void binaryTellsTheClientHoweverItArrives(String header, String client) throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = expecting(origin);
                RawClient connection = world.client()) {
            for (byte each : bytes(SIGNATURE + header)) {
                connection.send(new byte[] {each});
            }
            assertEquals("ok", connection.send(GET).answer().body());
            assertEquals(List.of(client), origin.next().values("x-forwarded-for"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "PROXY TCP4 203.0.113.7 192.0.2.1 4711\r\n" + GET,
                "PROXY TCP4 203.0.113.777 192.0.2.1 4711 80\r\n" + GET,
                "PROXY TCP4 2001:db8::7 192.0.2.1 4711 80\r\n" + GET,
                "PROXY TCP4 203.0.113.7 192.0.2.1 4711 65536\r\n" + GET,
                "PROXY SCTP4 203.0.113.7 192.0.2.1 4711 80\r\n" + GET,
                "proxy TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + GET,
                "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80 and much more than any line of this kind has, so that it is"
                        + " longer than that",
                "\r\n\r\n\0\r\nQUIT\n1\u0011\0\u000cabcdabcdabcd" + GET,
                "\r\n\r\n\0\r\nQUIT\n!\u0012\0\u000cabcdabcdabcd" + GET,
                "\r\n\r\n\0\r\nQUIT\n!1\0\u000cabcdabcdabcd" + GET,
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u0004abcd" + GET
            })
    void whatIsNoHeaderEndsTheConnection(String beginning) throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = expecting(origin);
                RawClient connection = world.client()) {
            connection.send(beginning);
            assertTrue(connection.isClosedByPeer());
            assertFalse(origin.wasAsked());
            while (refusals.isEmpty()) {
                Thread.sleep(1);
            }
            assertEquals(List.of(ConnectionRefusal.NO_PROXY_HEADER), refusals);
        }
    }

    @Test
    void aHeaderThatDoesNotComeInTimeEndsTheConnection() throws Exception {
        FrontEndLimits limits = FrontEndLimits.defaults().toBuilder()
                .head(Duration.ofMillis(200))
                .build();
        try (World world = new World()
                        .service("shop", 1)
                        .start(builder ->
                                builder.proxyProtocol(FROM_HERE).limits(limits).connections(refused));
                RawClient gone = world.client();
                RawClient connection = world.client()) {
            gone.socket().close();
            connection.send("PROXY TCP4 203.");
            assertTrue(connection.isClosedByPeer());
            while (refusals.isEmpty()) {
                Thread.sleep(1);
            }
        }
        assertEquals(List.of(ConnectionRefusal.NO_PROXY_HEADER), refusals, "one that ends by itself is none");
    }

    @Test
    void whoIsNotTrustedIsNotServed() throws Exception {
        ProxyProtocol elsewhere = ProxyProtocol.NONE.from(80, List.of("10.0.0.0/8", "2001:db8::/32"));
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .start(builder -> builder.proxyProtocol(elsewhere).connections(refused));
                RawClient connection = world.client()) {
            connection.send("PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + GET);
            assertTrue(connection.isClosedByPeer());
            assertFalse(origin.wasAsked());
            assertEquals(List.of(ConnectionRefusal.UNTRUSTED_PROXY), refusals);
        }
    }

    @Test
    void otherPortsDoNotKnowIt() throws Exception {
        ProxyProtocol elsewhere = ProxyProtocol.NONE.from(8080, List.of("127.0.0.0/8"));
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world =
                        new World().service("shop", origin.port()).start(builder -> builder.proxyProtocol(elsewhere))) {
            assertEquals("ok", world.get("/").body());
            assertEquals(
                    400,
                    world.ask("PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + GET)
                            .status());
        }
    }

    @Test
    void tlsBeginsBehindIt() throws Exception {
        MintedCertificate minted = MintedCertificate.selfSigned("shop.example");
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", minted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        ProxyProtocol proxy = ProxyProtocol.NONE.from(443, List.of("127.0.0.1/32"));
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .secure(minted, "shop.example")
                        .start(builder -> builder.proxyProtocol(proxy));
                Socket plain = new Socket(
                        InetAddress.getLoopbackAddress(), world.front().socketPort(World.SECURE))) {
            plain.getOutputStream().write(ascii("PROXY TCP4 203.0.113.7 192.0.2.1 4711 443\r\n"));
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "shop.example", 443, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("shop.example")));
            socket.setSSLParameters(parameters);
            try (RawClient client = new RawClient(socket)) {
                assertEquals("ok", client.get("/").answer().body());
                assertEquals(List.of("203.0.113.7"), origin.next().values("x-forwarded-for"));
            }
        }
    }

    private static World streaming(int port, ProxyProtocol proxy) throws IOException {
        return new World()
                .listeners("  - {name: data, port: 80, protocol: TCP}\n")
                .service("data", port)
                .documents("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: TCPRoute
                    metadata: {name: data, namespace: default}
                    spec:
                      parentRefs: [{name: web, sectionName: data}]
                      rules:
                      - backendRefs: [{name: data, port: 80}]
                    """)
                .start(builder -> builder.proxyProtocol(proxy));
    }

    /** A backend that says what it was sent. */
    private static SocketOrigin telling(CompletableFuture<byte[]> told) throws IOException {
        return new SocketOrigin(socket -> told.complete(socket.getInputStream().readAllBytes()));
    }

    @Test
    void aBackendIsToldInALine() throws Exception {
        CompletableFuture<byte[]> told = new CompletableFuture<>();
        try (SocketOrigin origin = telling(told);
                World world = streaming(origin.port(), ProxyProtocol.NONE.to("default", "data", Version.V1));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
            client.getOutputStream().write(ascii("hello"));
            client.shutdownOutput();
            assertEquals(
                    "PROXY TCP4 127.0.0.1 127.0.0.1 " + client.getLocalPort() + " " + world.port() + "\r\nhello",
                    new String(told.get(10, TimeUnit.SECONDS), StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.7 192.0.2.1 4711 443, 21 11 000c cb007107 c0000201 1267 01bb",
        "PROXY TCP6 2001:db8::7 2001:db8::1 4711 443,"
                + " 21 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000001 1267 01bb"
    })
    void whatAProxyInFrontToldGoesOnToTheBackend(String line, String header) throws Exception {
        CompletableFuture<byte[]> told = new CompletableFuture<>();
        try (SocketOrigin origin = telling(told);
                World world = streaming(origin.port(), FROM_HERE.to("default", "data", Version.V2));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
            client.getOutputStream().write(ascii(line + "\r\nhello"));
            client.shutdownOutput();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.writeBytes(bytes(SIGNATURE + header));
            expected.writeBytes(ascii("hello"));
            assertArrayEquals(expected.toByteArray(), told.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aBackendThatSpeaksFirstIsHeardAfterTheHeader() throws Exception {
        try (SocketOrigin origin = SocketOrigin.echo("hello");
                World world = streaming(origin.port(), FROM_HERE);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(ascii("PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n"));
            byte[] greeting = new byte[6];
            new DataInputStream(client.getInputStream()).readFully(greeting);
            assertArrayEquals(ascii("hello:"), greeting);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/33", "shop.example/8"})
    void whatIsNoNetworkIsRefused(String network) {
        assertThrows(IllegalArgumentException.class, () -> ProxyProtocol.NONE.from(80, List.of(network)));
    }
}
