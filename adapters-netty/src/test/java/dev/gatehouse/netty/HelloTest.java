package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports for HTTPS refuse ClientHellos that the TLS of the JDK would take, and say why. */
@Timeout(60)
class HelloTest {
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;

    /** Of what lies before the session id: headers of record and message, version, random. */
    private static final int HEAD = 5 + 4 + 2 + 32;

    private final BlockingQueue<HandshakeFault> faults = new LinkedBlockingQueue<>();

    private World world(FrontEndLimits limits) throws Exception {
        return start(secure(), limits);
    }

    private static World secure() throws Exception {
        return new World()
                .secure(MintedCertificate.selfSigned("shop.example"), "shop.example")
                .service("shop", 1);
    }

    /** With a listener of TLS on the same port. */
    private World mixed(FrontEndLimits limits) throws Exception {
        return start(secure().listeners("""
                          - {name: https, port: 443, protocol: HTTPS, hostname: shop.example,
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                          - {name: end, port: 443, protocol: TLS, hostname: end.example,
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                        """), limits);
    }

    private World start(World world, FrontEndLimits limits) throws Exception {
        return world.start(builder -> builder.limits(limits).connections(new ConnectionObserver() {
            @Override
            public void handshakeFailed(Bind bind, HandshakeFault fault) {
                faults.add(fault);
            }
        }));
    }

    private static Socket connect(World world) throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), world.front().socketPort(World.SECURE));
        client.setSoTimeout(30_000);
        return client;
    }

    @Test
    void aSoundOneIsAnswered() throws Exception {
        try (World world = world(FrontEndLimits.defaults());
                Socket client = connect(world)) {
            client.getOutputStream().write(hello());
            assertEquals(HANDSHAKE, client.getInputStream().read());
        }
    }

    static Stream<Arguments> refused() throws Exception {
        byte[] hello = hello();
        byte[] compressed = hello.clone();
        compressed[compression(hello)] = 1;
        byte[] behind = grown(hello, new byte[2], false);
        byte[] bad = hello.clone();
        bad[1] = 2;
        return Stream.of(
                Arguments.of("a server name twice", grown(hello, serverName(hello), true), 47, HandshakeFault.OTHER),
                Arguments.of("compression in any case", compressed, 47, HandshakeFault.OTHER),
                Arguments.of("bytes behind the extensions", behind, 50, HandshakeFault.OTHER),
                Arguments.of(
                        "a pre-shared key that is not last",
                        grown(hello, new byte[] {0, 41, 0, 0, (byte) 0xfa, (byte) 0xfa, 0, 0}, true),
                        47,
                        HandshakeFault.OTHER),
                Arguments.of("a record of version 2", bad, 70, HandshakeFault.NO_COMMON_PROTOCOL),
                Arguments.of(
                        "a request in the clear",
                        "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII),
                        10,
                        HandshakeFault.NOT_TLS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, byte[] hello, int alert, HandshakeFault fault) throws Exception {
        try (World world = world(FrontEndLimits.defaults());
                Socket client = connect(world)) {
            client.getOutputStream().write(hello);
            InputStream in = client.getInputStream();
            assertArrayEquals(new byte[] {ALERT, 3, 1, 0, 2, 2, (byte) alert}, in.readNBytes(7));
            assertEquals(-1, in.read());
        }
        assertEquals(fault, faults.poll(30, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatDoesNotComeInTimeEndsTheConnection(boolean mixed) throws Exception {
        FrontEndLimits limits = FrontEndLimits.defaults().toBuilder()
                .handshake(Duration.ofMillis(200))
                .build();
        try (World world = mixed ? mixed(limits) : world(limits);
                Socket client = connect(world)) {
            client.getOutputStream().write(hello(), 0, 60);
            assertEquals(-1, client.getInputStream().read());
        }
        assertEquals(HandshakeFault.TIMEOUT, faults.poll(30, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatEndsBeforeItIsWholeIsTold(boolean mixed) throws Exception {
        FrontEndLimits limits = FrontEndLimits.defaults();
        try (World world = mixed ? mixed(limits) : world(limits)) {
            try (Socket client = connect(world)) {
                client.getOutputStream().write(hello(), 0, 60);
            }
            assertEquals(HandshakeFault.CLOSED, faults.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatIsNoneIsToldWhereOthersArePassedThroughToo() throws Exception {
        try (World world = mixed(FrontEndLimits.defaults());
                Socket client = connect(world)) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(ALERT, client.getInputStream().read());
            assertEquals(HandshakeFault.NOT_TLS, faults.poll(30, TimeUnit.SECONDS));
        }
    }

    private static byte[] hello() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine client = context.createSSLEngine("shop.example", 443);
        client.setUseClientMode(true);
        ByteBuffer sent = ByteBuffer.allocate(1 << 15);
        client.wrap(ByteBuffer.allocate(0), sent);
        byte[] hello = new byte[sent.flip().remaining()];
        sent.get(hello);
        return hello;
    }

    /** Where the first of the compression methods is. */
    private static int compression(byte[] hello) {
        int suites = HEAD + 1 + hello[HEAD];
        return suites + 2 + uint16(hello, suites) + 1;
    }

    private static byte[] serverName(byte[] hello) {
        for (int at = compression(hello) + 3; at < hello.length; at += 4 + uint16(hello, at + 2)) {
            if (uint16(hello, at) == 0) {
                return Arrays.copyOfRange(hello, at, at + 4 + uint16(hello, at + 2));
            }
        }
        throw new AssertionError("no server name");
    }

    /** With more bytes at its end, which count as extensions or do not. */
    private static byte[] grown(byte[] hello, byte[] more, boolean extensions) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(hello);
        joined.writeBytes(more);
        byte[] grown = joined.toByteArray();
        add(grown, 3, more.length);
        add(grown, 7, more.length);
        if (extensions) {
            add(grown, compression(hello) + 1, more.length);
        }
        return grown;
    }

    private static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static void add(byte[] bytes, int at, int more) {
        int sum = uint16(bytes, at) + more;
        bytes[at] = (byte) (sum >> 8);
        bytes[at + 1] = (byte) sum;
    }
}
