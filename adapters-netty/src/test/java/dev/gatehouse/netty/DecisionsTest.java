package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule can ask for beside a backend. */
@Timeout(60)
class DecisionsTest {
    @Test
    void aStatusThatIsListedIsTriedAgainWithTheWholeBody() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    String body = new String(request.body(5), StandardCharsets.US_ASCII);
                    int status = tries.incrementAndGet() < 3 ? 503 : 200;
                    out.write(("HTTP/1.1 " + status + " S\r\nContent-Length: 5\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
                });
                World world =
                        new World().service("shop", origin.port()).rule("""
                                backendRefs: [{name: shop, port: 80}]
                                retry: {codes: [503], attempts: 3, backoff: 10ms}
                                """).start()) {
            RawClient.Answer answer = world.ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals(200, answer.status());
            assertEquals("hello", answer.body());
            assertEquals(3, tries.get());
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 3, 200", "65537, 1, 503"})
    void moreContentThanIsKeptIsNotSentAgain(int length, int tries, int status) throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(length);
                    out.write(
                            ("HTTP/1.1 " + (made.incrementAndGet() < 3 ? 503 : 200) + " S\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                });
                World world =
                        new World().service("shop", origin.port()).rule("""
                                backendRefs: [{name: shop, port: 80}]
                                retry: {codes: [503], attempts: 3, backoff: 1ms}
                                """).start()) {
            RawClient.Answer answer = world.ask(
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
            assertEquals(status, answer.status());
            assertEquals(tries, made.get());
        }
    }

    @Test
    void aMirrorGetsEachPieceAsItComes() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(5);
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                RawOrigin mirror = new RawOrigin((request, out) -> read.await());
                World world = mirrored(origin, mirror).start();
                RawClient client = world.client()) {
            client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe");
            RawOrigin.Request copy = mirror.next();
            assertEquals("he", new String(copy.body(2), StandardCharsets.US_ASCII));
            client.send("llo");
            assertEquals("llo", new String(copy.body(3), StandardCharsets.US_ASCII));
            assertEquals("ok", client.answer().body());
        } finally {
            read.countDown();
        }
    }

    @Test
    void aMirrorThatTakesNothingHoldsNothingUp() throws Exception {
        int length = 32 << 20;
        CountDownLatch held = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    byte[] received = request.body(length);
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" + received.length)
                            .getBytes(StandardCharsets.US_ASCII));
                });
                RawOrigin mirror = new RawOrigin((request, out) -> held.await());
                World world = mirrored(origin, mirror).start();
                RawClient client = world.client()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n");
            mirror.next();
            client.send("x".repeat(length));
            assertEquals(Integer.toString(length), client.answer().body());
        } finally {
            held.countDown();
        }
    }

    private static World mirrored(RawOrigin origin, RawOrigin mirror) {
        return new World()
                .service("shop", origin.port())
                .service("mirror", mirror.port())
                .rule("""
                        backendRefs: [{name: shop, port: 80}]
                        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: mirror, port: 80}}}]
                        """);
    }

    @Test
    void aMirrorGetsTheBodyTooAndNobodyWaitsForIt() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(5);
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                RawOrigin mirror = new RawOrigin((request, out) -> request.body(6));
                World world = mirrored(origin, mirror).start()) {
            RawClient.Answer answer = world.ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals("ok", answer.body());
            RawOrigin.Request copy = mirror.next();
            assertEquals("POST /a HTTP/1.1", copy.line());
        }
    }

    @Test
    void aServiceJudgesFirst() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(5);
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                RawOrigin judge = new RawOrigin((request, out) ->
                        out.write((request.values("authorization").contains("good")
                                        ? "HTTP/1.1 200 OK\r\nX-User: me\r\nContent-Length: 0\r\n\r\n"
                                        : "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")
                                .getBytes(StandardCharsets.US_ASCII)));
                World world = new World()
                        .service("shop", origin.port())
                        .service("judge", judge.port())
                        .rule("""
                                backendRefs: [{name: shop, port: 80}]
                                filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, http: {}, backendRef: {name: judge, port: 80}}}]
                                """)
                        .start();
                RawClient client = world.client()) {
            String post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nAuthorization: %s\r\n\r\nhello";
            client.send(post.formatted("good"));
            assertEquals("ok", client.answer().body());
            assertEquals("[me]", origin.next().values("x-user").toString());
            client.send(post.formatted("bad"));
            RawClient.Answer refused = client.answer();
            assertEquals(401, refused.status());
            assertEquals("no", refused.body());
            assertFalse(origin.wasAsked());
        }
    }

    @Test
    void theRequestTimeoutGives504() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {});
                World world =
                        new World().service("shop", origin.port()).rule("""
                                backendRefs: [{name: shop, port: 80}]
                                timeouts: {request: 100ms}
                                """).start()) {
            assertEquals(504, world.get("/").status());
        }
    }

    @Test
    void aWebSocketIsATunnelOnce101IsSaid() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhi"
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    out.write(request.body(3));
                });
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send("""
                    GET / HTTP/1.1\r
                    Host: h\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    \r
                    """);
            assertEquals("HTTP/1.1 101", client.head().substring(0, 12));
            assertEquals("hi", new String(client.in().readNBytes(2), StandardCharsets.US_ASCII));
            client.send("abc");
            assertEquals("abc", new String(client.in().readNBytes(3), StandardCharsets.US_ASCII));
            assertEquals("[websocket]", origin.next().values("upgrade").toString());
        }
    }

    @Test
    void aWebSocketOverHttp2IsATunnelToo() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write(("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Accept: x\r\n\r\nhi")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    out.write(request.body(3));
                });
                World world = World.to(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            Http2Headers head = Http2Client.head("CONNECT", "/chat");
            head.add(":protocol", "websocket");
            head.add("sec-websocket-version", "13");
            Http2Client.Stream stream = client.open().head(head, false);
            Http2Headers answer = stream.next().head();
            assertEquals("200", answer.status().toString());
            assertNull(answer.get("sec-websocket-accept"));
            assertEquals("hi", stream.next().content());
            stream.data("abc", false);
            assertEquals("abc", stream.next().content());
            RawOrigin.Request received = origin.next();
            assertEquals("GET /chat HTTP/1.1", received.line());
            assertEquals("[websocket]", received.values("upgrade").toString());
            assertEquals(1, received.values("sec-websocket-key").size());
        }
    }

    @Test
    void anUpgradeToSomethingElseIsNotPassedOn() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port())) {
            world.ask("""
                    GET / HTTP/1.1\r
                    Host: h\r
                    Connection: Upgrade, HTTP2-Settings\r
                    Upgrade: h2c\r
                    HTTP2-Settings: AAMAAABkAAQAAP__\r
                    \r
                    """);
            RawOrigin.Request received = origin.next();
            assertEquals("[]", received.values("upgrade").toString());
            assertEquals("[]", received.values("connection").toString());
            assertEquals("[]", received.values("http2-settings").toString());
        }
    }
}
