package dev.gatehouse.netty;

import static dev.gatehouse.netty.Frames.ACK;
import static dev.gatehouse.netty.Frames.DATA;
import static dev.gatehouse.netty.Frames.END_HEADERS;
import static dev.gatehouse.netty.Frames.END_STREAM;
import static dev.gatehouse.netty.Frames.GOAWAY;
import static dev.gatehouse.netty.Frames.PING;
import static dev.gatehouse.netty.Frames.frame;
import static dev.gatehouse.netty.Frames.get;
import static dev.gatehouse.netty.Frames.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a client's there may be, and for how long it may keep us waiting. */
@Timeout(60)
class LimitsTest {
    private static World world(int origin, UnaryOperator<FrontEndLimits.Builder> change) throws Exception {
        return new World()
                .service("shop", origin)
                .start(builder -> builder.limits(
                        change.apply(FrontEndLimits.defaults().toBuilder()).build()));
    }

    @Test
    void headsThatAreTooLargeReachNobody() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port())) {
            assertEquals(414, world.get("/" + "a".repeat(8 * 1024)).status());
            assertEquals(
                    431,
                    world.ask("GET / HTTP/1.1\r\nHost: h\r\n" + "X: 1\r\n".repeat(100) + "\r\n")
                            .status());
            assertEquals(
                    431,
                    world.ask("GET / HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(33 * 1024) + "\r\n\r\n")
                            .status());
            assertFalse(origin.wasAsked());
        }
    }

    /** However the bytes are cut, sizes and extensions are told from content. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 100_000})
    void extensionsOfChunksAreShort(int piece) throws Exception {
        String head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
        String content = "\n".repeat(1500);
        String chunk = Integer.toHexString(content.length()) + ";a=" + "b".repeat(1000) + "\r\n" + content + "\r\n";
        String trailers = ("X-T: " + "t".repeat(900) + "\r\n").repeat(3);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    int length = 2 * (Integer.toHexString(content.length()).length() + 2 + content.length() + 2);
                    request.body(length + "0\r\n".length());
                    byte[] end = new byte[4];
                    while (!"\r\n\r\n".equals(new String(end, StandardCharsets.US_ASCII))) {
                        System.arraycopy(end, 1, end, 0, 3);
                        end[3] = (byte) request.in().read();
                    }
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            send(client, head + chunk + chunk + "0;c\r\n" + trailers + "\r\n", piece);
            assertEquals("ok", client.answer().body());
            send(client, head + chunk + "5;a=" + "b".repeat(1040) + "\r\nhello\r\n0\r\n\r\n", piece);
            assertEquals(400, client.answer().status());
        }
    }

    private static void send(RawClient client, String text, int piece) throws IOException {
        try {
            for (int i = 0; i < text.length(); i += piece) {
                client.send(text.substring(i, Math.min(text.length(), i + piece)));
            }
        } catch (SocketException e) {
            // It was refused before its end.
        }
    }

    @Test
    void eachCrumbOfACookieCounts() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            Http2Headers head = Http2Client.head("GET", "/");
            for (int i = 0; i < 101; i++) {
                head.add("cookie", "a=" + i);
            }
            assertEquals(431, client.open().head(head, true).answer().status());
            assertFalse(origin.wasAsked());
            assertEquals("ok", client.get("/").answer().body());
        }
    }

    @Test
    void whoSendsNoHeadIsClosed() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits -> limits.head(Duration.ofMillis(100)))) {
            try (RawClient silent = world.client();
                    RawClient slow = world.client().send("GET / HTTP/1.1\r\nHost:")) {
                assertTrue(silent.isClosedByPeer());
                assertTrue(slow.isClosedByPeer());
            }
        }
    }

    @Test
    void whoSendsNoBodyIsClosed() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> request.body(5));
                World world = world(origin.port(), limits -> limits.clientPace(Duration.ofMillis(100), 240));
                RawClient slow = world.client()) {
            slow.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe");
            assertTrue(slow.isClosedByPeer());
        }
    }

    /** Its client is not read then, so nothing else would end the request. */
    @ParameterizedTest
    @EnumSource(
            value = SocketTransport.class,
            names = {"AUTO", "NIO"})
    void anEndpointThatTakesNoMoreOfARequestIsNotAwaitedForEver(SocketTransport transport) throws Exception {
        FrontEndLimits limits = FrontEndLimits.defaults().toBuilder()
                .answer(Duration.ofMillis(300))
                .build();
        try (Reluctant origin = Reluctant.silentOrigin();
                World world = new World()
                        .service("shop", origin.port())
                        .start(builder -> builder.limits(limits).transport(transport));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port())) {
            Thread flood = new Thread(() -> {
                try {
                    OutputStream out = client.getOutputStream();
                    out.write("POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write(new byte[64 * 1024]);
                    }
                } catch (IOException e) {
                    // The front end has closed the connection.
                }
            });
            flood.start();
            byte[] status = client.getInputStream().readNBytes("HTTP/1.1 504".length());
            assertEquals("HTTP/1.1 504", new String(status, StandardCharsets.US_ASCII));
            flood.join();
        }
    }

    @Test
    void whoIsIdleIsClosed() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits -> limits.idle(Duration.ofMillis(100)));
                RawClient client = world.client()) {
            assertEquals("ok", client.get("/").answer().body());
            assertTrue(client.isClosedByPeer());
        }
    }

    /** Two requests at once need two connections, of which so many are there for the next two. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2"})
    void soManyFreeConnectionsAreKept(int kept, int opened) throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    both.await();
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                World world = world(origin.port(), limits -> limits.threads(1).upstreamIdleConnections(kept));
                RawClient one = world.client();
                RawClient other = world.client()) {
            for (int i = 0; i < 2; i++) {
                one.get("/");
                other.get("/");
                assertEquals("ok", one.answer().body());
                assertEquals("ok", other.answer().body());
            }
            assertEquals(opened, origin.connections());
        }
    }

    @Test
    void aFreeConnectionIsNotKeptForEver() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits -> limits.upstreamIdle(Duration.ofMillis(100)))) {
            world.get("/");
            Socket upstream = origin.next().socket();
            while (!upstream.isClosed()) {
                Thread.sleep(1);
            }
            assertEquals("ok", world.get("/").body());
            assertEquals(2, origin.connections());
        }
    }

    /** Connections are dealt to the event loops in turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void soManyThreadsServeEverything(int threads) throws Exception {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        ExchangeObserver observer = new ExchangeObserver() {
            @Override
            public void begun(ObservedExchange exchange) {
                seen.add(Thread.currentThread());
            }
        };
        FrontEndLimits limits =
                FrontEndLimits.defaults().toBuilder().threads(threads).build();
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .start(builder -> builder.limits(limits).observer(observer))) {
            for (int i = 0; i < 6; i++) {
                assertEquals("ok", world.get("/").body());
            }
            assertEquals(threads, seen.size());
        }
    }

    @Test
    void theLastRequestOfAConnectionIsToldSo() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits -> limits.requestsPerConnection(2));
                RawClient client = world.client()) {
            client.get("/").answer();
            assertEquals("close", client.get("/").answer().header("connection"));
            assertTrue(client.isClosedByPeer());
        }
    }

    /** RFC 9113 section 6.8: what the client sent before it could know is answered too. */
    @Test
    void streamsOnTheirWayWhenTheLastIsReachedAreAnswered() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits -> limits.requestsPerConnection(1));
                RawClient client = world.client()) {
            DataInputStream in = new DataInputStream(client.in());
            client.send(join(Frames.preface(), get(1, END_HEADERS | END_STREAM)));
            assertEquals(Integer.MAX_VALUE, next(in, GOAWAY).payload().getInt(0));
            byte[] ping = next(in, PING).payload().array();
            client.send(get(3, END_HEADERS | END_STREAM));
            // In either order: each is answered when its endpoint has answered.
            Set<Integer> answered = new HashSet<>();
            while (!answered.equals(Set.of(1, 3))) {
                Frames.Received data = next(in, DATA);
                if ((data.flags() & END_STREAM) != 0) {
                    answered.add(data.stream());
                }
            }
            client.send(frame(PING, ACK, 0, ping));
            Frames.Received end = next(in, GOAWAY);
            assertEquals(3, end.payload().getInt(0));
            assertEquals(0, end.errorCode());
            assertTrue(client.isClosedByPeer());
        }
    }

    /** The next of this type; others are passed over. */
    private static Frames.Received next(DataInputStream in, int type) throws IOException {
        Frames.Received frame = Objects.requireNonNull(Frames.next(in), "the connection has ended");
        while (frame.type() != type) {
            frame = Objects.requireNonNull(Frames.next(in), "the connection has ended");
        }
        return frame;
    }
}
