package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.certificate.MintedCertificate;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over HTTP/3, from UDP datagrams to the backend. */
@Timeout(60)
class Http3Test {
    private static final String HTTP = "  - {name: http, port: 80, protocol: HTTP}\n";
    private static final String SHOP = "  - {name: https, port: 443, protocol: HTTPS, hostname: shop.example,"
            + " tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}\n";

    private final MintedCertificate minted = MintedCertificate.selfSigned("shop.example");

    /** For listeners' ports; any that is free for others. */
    private final Map<Integer, Integer> sockets = new ConcurrentHashMap<>();

    @BeforeAll
    static void whereItIsThere() {
        assumeTrue(Quic.isAvailable(), () -> "no QUIC on this system: " + Quic.unavailabilityCause());
    }

    private World world(int origin) throws Exception {
        return world(origin, settings -> {});
    }

    private World world(int origin, Consumer<NettyFrontEnd.Builder> settings) throws Exception {
        return new World()
                .service("shop", origin)
                .secure(minted, "shop.example")
                .start(builder -> settings.accept(builder.http3(true).ports(port -> sockets.getOrDefault(port, 0))));
    }

    private static Http3Client connect(World world) throws Exception {
        return new Http3Client(world.front().socketPort(World.SECURE), "shop.example");
    }

    private static Consumer<NettyFrontEnd.Builder> limits(Consumer<FrontEndLimits.Builder> change) {
        FrontEndLimits.Builder limits = FrontEndLimits.defaults().toBuilder();
        change.accept(limits);
        return builder -> builder.limits(limits.build());
    }

    private static void say(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    // Requests and answers.

    @Test
    void aRequestWithoutContentIsOneForTheBackendToo() throws Exception {
        Told told = new Told();
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), builder -> builder.observer(told));
                Http3Client client = connect(world)) {
            Http3Client.Answer answer = client.get("/a?b").answer();
            assertEquals(200, answer.status());
            assertEquals("ok", answer.body());
            assertNull(answer.head().get("alt-svc"));
            RawOrigin.Request request = origin.next();
            assertEquals("GET /a?b HTTP/1.1", request.line());
            assertEquals(List.of("shop.example"), request.values("host"));
            assertEquals(List.of("https"), request.values("x-forwarded-proto"));
            assertEquals(List.of("127.0.0.1"), request.values("x-forwarded-for"));
            assertEquals(List.of(), request.values("transfer-encoding"));
            assertEquals(List.of(), request.values("content-length"));
            assertEquals("HTTP/3", told.next().head().protocol());
        }
    }

    @Test
    void theEndMayComeAfterTheHead() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            Http3Client.Stream get = client.send(Http3Client.head("GET", "/"));
            // Another request is answered meanwhile: the first has been read, and waits.
            assertEquals("ok", client.get("/other").answer().body());
            assertEquals("GET /other HTTP/1.1", origin.next().line());
            assertEquals("ok", get.endAtOnce().answer().body());
            assertEquals(List.of(), origin.next().values("transfer-encoding"));
        }
    }

    @Test
    void contentStreamsBothWays() throws Exception {
        try (Http2Origin origin = new Http2Origin();
                World world = new World()
                        .service("shop", "kubernetes.io/h2c", origin.port())
                        .secure(minted, "shop.example")
                        .start(builder -> builder.http3(true));
                Http3Client client = connect(world)) {
            Http3Client.Stream call =
                    client.send(Http3Client.head("POST", "/echo").set("te", "trailers"));
            assertEquals("200", call.next().head().status().toString());
            call.data("one");
            assertEquals("one", call.next().content());
            call.data("two");
            assertEquals("two", call.next().content());
            call.end();
            Http3Client.Piece piece = call.next();
            while (piece.content() != null) {
                piece = call.next();
            }
            assertNotNull(piece.head(), "trailers");
            assertTrue(call.next().isEnd());
        }
    }

    @Test
    void trailersGoThroughBothWays() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    String all = new String(request.body(22), StandardCharsets.ISO_8859_1);
                    say(
                            out,
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: t\r\n\r\n2\r\nok\r\n0\r\nt: "
                                    + (all.equals("2\r\nhi\r\n0\r\nx-sum: 1\r\n\r\n") ? "whole" : "cut") + "\r\n\r\n");
                });
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            Http3Client.Answer answer = client.send(Http3Client.head("POST", "/"))
                    .data("hi")
                    .headers(new DefaultHttp3Headers().add("x-sum", "1"))
                    .endAtOnce()
                    .answer();
            assertEquals("ok", answer.body());
            assertEquals("whole", answer.trailers().get("t").toString());
        }
    }

    @Test
    void muchContentGoesBothWaysAtThePaceOfWhoTakesIt() throws Exception {
        int size = 3_000_000;
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + i % 23);
        }
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    byte[] body = request.body(size);
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    out.write(body);
                });
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            Http3Client.Stream stream = client.open(false)
                    .headers(Http3Client.head("POST", "/").setInt("content-length", size))
                    .data(bytes)
                    .end();
            // The answer is asked for piece by piece.
            StringBuilder body = new StringBuilder();
            stream.read();
            assertEquals("200", stream.next().head().status().toString());
            while (body.length() < size) {
                stream.read();
                String content = stream.next().content();
                body.append(content);
            }
            assertEquals(new String(bytes, StandardCharsets.ISO_8859_1), body.toString());
        }
    }

    @Test
    void aWebSocketGoesThrough() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    say(out, "HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                    request.in().transferTo(out);
                });
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            Http3Client.Stream chat = client.send(Http3Client.head("CONNECT", "/chat")
                    .set(":protocol", "websocket")
                    .set("sec-websocket-version", "13"));
            assertEquals("200", chat.next().head().status().toString());
            assertEquals("GET /chat HTTP/1.1", origin.next().line());
            chat.data("abc");
            assertEquals("abc", chat.next().content());
            chat.data("def");
            assertEquals("def", chat.next().content());
        }
    }

    @Test
    void curlSpeaksIt() throws Exception {
        assumeTrue(Program.run("curl", "--version").contains("HTTP3"), "curl has no HTTP/3 here");
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port())) {
            int port = world.front().socketPort(World.SECURE);
            String resolve = "shop.example:" + port + ":127.0.0.1";
            String url = "https://shop.example:" + port + "/";
            assertEquals(
                    "ok 3 200",
                    Program.run(
                            "curl",
                            "-sSk",
                            "--http3-only",
                            "--resolve",
                            resolve,
                            "-w",
                            " %{http_version} %{http_code}",
                            url));
        }
    }

    @Test
    void hostsThatNobodyServesHere() throws Exception {
        MintedCertificate other = MintedCertificate.selfSigned("other.example");
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .listeners("""
                          - {name: shop, port: 443, protocol: HTTPS, hostname: shop.example,
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                          - {name: other, port: 443, protocol: HTTPS, hostname: other.example,
                             tls: {mode: Terminate, certificateRefs: [{name: other-tls}]}}
                        """)
                        .documents(World.secret("shop-tls", minted) + "---\n" + World.secret("other-tls", other))
                        .start(builder -> builder.http3(true));
                Http3Client client = connect(world);
                Http3Client toOther = new Http3Client(world.front().socketPort(World.SECURE), "other.example")) {
            assertEquals(minted.certificate(), client.certificate());
            assertEquals(other.certificate(), toOther.certificate());
            Http3Headers misdirected = Http3Client.head("GET", "/").authority("other.example");
            assertEquals(421, client.send(misdirected).end().answer().status());
            assertEquals(
                    404,
                    client.send(Http3Client.head("GET", "/").authority("nobody.example"))
                            .end()
                            .answer()
                            .status());
            assertEquals(
                    200,
                    toOther.send(Http3Client.head("GET", "/").authority("other.example"))
                            .end()
                            .answer()
                            .status());
            assertEquals("GET / HTTP/1.1", origin.next().line());
            assertFalse(origin.wasAsked());
        }
    }

    private static Arguments bad(String name, Consumer<Http3Client.Stream> request, long code) {
        return Arguments.argumentSet(name, request, code);
    }

    private static Http3Headers get() {
        return Http3Client.head("GET", "/");
    }

    private static Http3Headers post() {
        return Http3Client.head("POST", "/");
    }

    static Stream<Arguments> badRequests() {
        long message = Http3ErrorCode.H3_MESSAGE_ERROR.code();
        return Stream.of(
                bad(
                        "a connection field",
                        s -> s.headers(post().set("connection", "close")).end(),
                        message),
                bad("te", s -> s.headers(post().set("te", "gzip")).end(), message),
                bad("no path", s -> s.headers(removed(post(), ":path")).end(), message),
                bad("no scheme", s -> s.headers(removed(post(), ":scheme")).end(), message),
                bad(
                        "an unknown pseudo-header",
                        s -> s.headers(post().set(":other", "x")).end(),
                        message),
                bad(
                        "too little content",
                        s -> s.headers(get().setInt("content-length", 5)).endAtOnce(),
                        message),
                bad(
                        "too much content",
                        s -> s.headers(get().setInt("content-length", 1))
                                .data("abc")
                                .end(),
                        message),
                bad(
                        "two names",
                        s -> s.headers(get().set("host", "other.example")).end(),
                        message),
                bad("no head", s -> s.endAtOnce(), Http3ErrorCode.H3_REQUEST_INCOMPLETE.code()),
                bad(
                        "its client resets it",
                        s -> {
                            s.headers(get());
                            s.reset(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
                        },
                        -1));
    }

    private static Http3Headers removed(Http3Headers headers, String name) {
        headers.remove(name);
        return headers;
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("badRequests")
    void badRequestsReachNoBackend(Consumer<Http3Client.Stream> request, long code) throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            Http3Client.Stream stream = client.open();
            request.accept(stream);
            if (code >= 0) {
                assertEquals(Long.toHexString(code), Long.toHexString(stream.reset()));
            }
            // The connection goes on.
            assertEquals("ok", client.get("/good").answer().body());
            while (!origin.next().line().equals("GET /good HTTP/1.1")) {
                assertTrue(origin.wasAsked());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-encoding: chunked", "upgrade: h2c", "a: \u0001"})
    void otherBadRequestsGetAnAnswer(String field) throws Exception {
        String[] parts = field.split(": ", 2);
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            assertEquals(
                    400,
                    client.send(Http3Client.head("GET", "/").add(parts[0], parts[1]))
                            .end()
                            .answer()
                            .status());
            assertFalse(origin.wasAsked());
        }
    }

    @Test
    void headsBeyondTheLimits() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(
                        origin.port(),
                        limits(limits -> limits.headBytes(2000).fields(10).target(500)));
                Http3Client client = connect(world)) {
            Http3Headers many = Http3Client.head("GET", "/");
            for (int i = 0; i < 11; i++) {
                many.add("f", "v");
            }
            assertEquals(431, client.send(many).end().answer().status());
            Http3Headers large = Http3Client.head("GET", "/").add("f", "v".repeat(2500));
            assertEquals(431, client.send(large).end().answer().status());
            assertEquals(414, client.get("/" + "a".repeat(600)).answer().status());
            assertFalse(origin.wasAsked());
            assertEquals("ok", client.get("/").answer().body());
        }
    }

    @Test
    void aHeadWithoutAnEndIsNotWaitedForLong() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits(limits -> limits.head(Duration.ofMillis(300))));
                Http3Client client = connect(world)) {
            Http3Client.Stream stream = client.send(Http3Client.head("GET", "/"));
            assertEquals(Http3ErrorCode.H3_REQUEST_INCOMPLETE.code(), stream.reset());
            assertFalse(origin.wasAsked());
        }
    }

    // What ends early.

    @Test
    void anAnswerThatIsCutIsReset() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                    request.socket().close();
                });
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            assertEquals(
                    Http3ErrorCode.H3_INTERNAL_ERROR.code(), client.get("/").reset());
        }
    }

    @Test
    void aClientThatGoesAwayCancelsItsRequest() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                    end.complete(request.in().read());
                });
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            Http3Client.Stream stream = client.send(post());
            assertEquals("200", stream.next().head().status().toString());
            stream.reset(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
            CompletableFuture<Integer> seen = end.exceptionally(reset -> -1);
            assertEquals(-1, seen.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void tooManyRequestsThatEndEarlyEndTheConnection() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits(limits -> limits.resets(3)));
                Http3Client client = connect(world)) {
            for (int i = 0; i < 4; i++) {
                client.send(post().set("te", "gzip"));
            }
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void aConnectionHasItsShareOfRequests() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits(limits -> limits.requestsPerConnection(2)));
                Http3Client client = connect(world)) {
            assertEquals("ok", client.get("/").answer().body());
            assertEquals("ok", client.get("/").answer().body());
            assertEquals(8L, client.goAway.get(10, TimeUnit.SECONDS));
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void connectionsWithoutRequestsEnd() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), limits(limits -> limits.idle(Duration.ofMillis(200))));
                Http3Client client = connect(world)) {
            assertEquals("ok", client.get("/").answer().body());
            assertTrue(client.isClosedByPeer());
        }
    }

    // Certificates.

    @Test
    void anotherCertificateIsServedFromTheNextHandshakeOn() throws Exception {
        MintedCertificate renewed = MintedCertificate.selfSigned("shop.example");
        QuicSslContext context = Http3Client.context("h3");
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port())) {
            int port = world.front().socketPort(World.SECURE);
            try (Http3Client before = new Http3Client(port, "shop.example", context)) {
                assertEquals(minted.certificate(), before.certificate());
                assertEquals("ok", before.get("/").answer().body());
                world.secure(renewed, "shop.example").apply();
                try (Http3Client after = new Http3Client(port, "shop.example", context)) {
                    assertEquals(renewed.certificate(), after.certificate());
                    assertEquals("ok", after.get("/").answer().body());
                }
                assertEquals("ok", before.get("/").answer().body());
            }
        }
    }

    @Test
    void handshakesThatAreRefused() throws Exception {
        BlockingQueue<HandshakeFault> faults = new LinkedBlockingQueue<>();
        ConnectionObserver observer = new ConnectionObserver() {
            @Override
            public void handshakeFailed(Bind bind, HandshakeFault fault) {
                faults.add(fault);
            }
        };
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), builder -> builder.connections(observer))) {
            int port = world.front().socketPort(World.SECURE);
            List<Arguments> refused = List.of(
                    Arguments.of("other.example", "h3", HandshakeFault.NO_CERTIFICATE),
                    Arguments.of("127.0.0.1", "h3", HandshakeFault.NO_CERTIFICATE),
                    Arguments.of("shop.example", "h9", HandshakeFault.NO_COMMON_PROTOCOL));
            for (Arguments each : refused) {
                assertThrows(
                        ExecutionException.class,
                        () -> new Http3Client(port, (String) each.get()[0], Http3Client.context((String) each.get()[1]))
                                .close());
                assertEquals(each.get()[2], faults.poll(10, TimeUnit.SECONDS));
            }
            try (Http3Client client = connect(world)) {
                assertEquals("ok", client.get("/").answer().body());
            }
            assertNull(faults.poll());
        }
    }

    @Test
    void withoutANameThereIsTheListenerWithoutOne() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .listeners("""
                          - {name: any, port: 443, protocol: HTTPS,
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                        """)
                        .documents(World.secret("shop-tls", minted))
                        .start(builder -> builder.http3(true));
                Http3Client client = new Http3Client(world.front().socketPort(World.SECURE), "127.0.0.1")) {
            assertEquals("ok", client.get("/").answer().body());
        }
    }

    // Ports.

    @Test
    void itIsTheEndOfThePort() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    go.await();
                    say(out, RawOrigin.OK);
                });
                World world = world(origin.port());
                Http3Client busy = connect(world);
                Http3Client idle = connect(world)) {
            Http3Client.Stream stream = busy.get("/");
            assertEquals("GET / HTTP/1.1", origin.next().line());
            int port = world.front().socketPort(World.SECURE);
            CompletableFuture<Void> stop =
                    CompletableFuture.runAsync(() -> world.front().stop(Duration.ofSeconds(30)));
            assertTrue(idle.isClosedByPeer());
            assertEquals(4L, busy.goAway.get(10, TimeUnit.SECONDS));
            assertThrows(Exception.class, () -> new Http3Client(port, "shop.example").close());
            go.countDown();
            assertEquals("ok", stream.answer().body());
            assertTrue(busy.isClosedByPeer());
            stop.get(20, TimeUnit.SECONDS);
            World.assertNoThreads();
        }
    }

    private static String altSvc(World world, String request) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory()
                .createSocket("127.0.0.1", world.front().socketPort(World.SECURE))) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("shop.example")));
            socket.setSSLParameters(parameters);
            try (RawClient client = new RawClient(socket)) {
                return client.send(request).answer().header("alt-svc");
            }
        }
    }

    private static String get(String host) {
        return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    @Test
    void clientsOverTlsAreToldOfItAsLongAsItIsThere() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port())) {
            assertEquals(List.of(World.SECURE), world.front().http3Binds());
            assertEquals("h3=\":443\"; ma=86400", altSvc(world, get("shop.example")));
            assertEquals("h3=\":8443\"; ma=86400", altSvc(world, get("shop.example:8443")));
            assertEquals("h3=\":443\"; ma=86400", altSvc(world, get("other.example")), "an answer of ours");
            assertNull(world.get("/").header("alt-svc"), "in the clear");
            // A listener for UDP has the number before HTTP/3.
            int port = world.front().socketPort(World.SECURE);
            try (Http3Client client = connect(world)) {
                assertEquals("ok", client.get("/").answer().body());
                world.listeners(HTTP + SHOP + "  - {name: dns, port: 53, protocol: UDP}\n");
                sockets.put(53, port);
                world.apply();
                assertTrue(client.isClosedByPeer());
            }
            assertEquals(List.of(), world.front().http3Binds());
            assertEquals(port, world.front().socketPort(World.SECURE));
            assertNull(altSvc(world, get("shop.example")));
            assertEquals(1, notOpened(world).size());
            world.listeners(HTTP + SHOP).apply();
            assertEquals(List.of(World.SECURE), world.front().http3Binds());
            assertEquals("h3=\":443\"; ma=86400", altSvc(world, get("shop.example")));
            assertEquals(List.of(), notOpened(world));
        }
    }

    private static List<String> notOpened(World world) {
        return world.front().problems().stream()
                .filter(problem -> problem.name().equals("http3-not-opened"))
                .map(Problem::message)
                .toList();
    }

    @Test
    void whatABackendSaysOfOthersStays() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 200 OK\r\nAlt-Svc: clear\r\nContent-Length: 2\r\n\r\nok");
                World world = world(origin.port())) {
            assertEquals("clear", altSvc(world, get("shop.example")));
        }
    }

    @Test
    void itIsNotThereUnlessAskedFor() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), builder -> builder.http3(false))) {
            assertEquals(List.of(), world.front().http3Binds());
            assertNull(altSvc(world, get("shop.example")));
            assertEquals(List.of(), notOpened(world));
        }
    }

    @Test
    void portsThatCannotServeAllTheirClientsOverItAreNotOpened() throws Exception {
        String base = "port 443 is served without HTTP/3: ";
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .secure(minted, "shop.example")
                        .start(builder -> builder.http3(true)
                                .proxyProtocol(ProxyProtocol.NONE.from(443, List.of("127.0.0.0/8"))))) {
            assertEquals(List.of(base + "it expects the PROXY protocol"), notOpened(world));
            assertEquals(List.of(), world.front().http3Binds());
        }
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port())) {
            world.listeners(
                            SHOP
                                    + "  - {name: pass, port: 443, protocol: TLS, hostname: other.example, tls: {mode: Passthrough}}\n")
                    .apply();
            assertEquals(List.of(base + "it has listeners with protocol TLS too"), notOpened(world));
            assertNull(altSvc(world, get("shop.example")));
        }
        String ca = new String(minted.toSecret("default", "ca").value("tls.crt"), StandardCharsets.US_ASCII);
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port());
                Http3Client client = connect(world)) {
            assertEquals("ok", client.get("/").answer().body());
            world.listeners(SHOP + """
                      tls: {frontend: {default: {validation: {caCertificateRefs: [{group: '', kind: ConfigMap, name: ca}]}}}}
                    """)
                    .documents(World.secret("shop-tls", minted) + """
                    ---
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: ca, namespace: default}
                    data:
                      ca.crt: |
                    """ + ca.indent(4))
                    .apply();
            assertTrue(client.isClosedByPeer());
            assertEquals(List.of(base + "it asks clients for certificates"), notOpened(world));
            assertEquals(List.of(), world.front().http3Binds());
        }
    }
}
