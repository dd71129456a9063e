package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.plan.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends and clients that fail: what the other side sees of it. */
final class FaultsTest {
    private static final byte[] HALF_FIXED =
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HALF_CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest(name = "chunked {0}, reset {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void anAnswerThatIsCutArrivesCut(boolean chunked, boolean reset) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write(chunked ? HALF_CHUNKED : HALF_FIXED);
                    out.flush();
                    assertTrue(seen.await(10, TimeUnit.SECONDS));
                    if (reset) {
                        request.socket().setSoLinger(true, 0);
                    }
                    request.socket().close();
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.get("/").head();
            String half = chunked ? "5\r\nhello\r\n" : "hello";
            assertEquals(half, new String(client.in().readNBytes(half.length()), StandardCharsets.US_ASCII));
            seen.countDown();
            assertTrue(client.isClosedByPeer(), "nothing may follow, a last chunk least of all");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001garbage\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nBad Header : x\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n"
            })
    void anAnswerThatMeansNothingOrTwoThingsIs502(String answer) throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    request.socket().shutdownOutput();
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            RawClient.Answer got = client.get("/").answer();
            assertEquals(502, got.status());
            assertEquals("502 Bad Gateway\n", got.body());
            assertEquals(502, client.get("/").answer().status(), "the client's connection stays");
        }
    }

    @Test
    void aBackendThatIsNotThereIs502() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (JdkFrontEnd front = StubRoutes.to(nobody).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            assertEquals(502, client.get("/").answer().status());
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
            assertEquals(502, client.answer().status());
        }
    }

    @Test
    void aBackendThatClosesInsteadOfAnsweringIs502AndAPostIsSentOnce() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(2);
                    request.socket().close();
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start()) {
            RawClient.Answer answer = RawClient.ask(
                    front.socketPort(StubRoutes.WEB), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
            assertEquals(502, answer.status());
            origin.next();
            assertFalse(origin.wasAsked());
        }
    }

    @ParameterizedTest(name = "request {0}, backendRequest {1}, body {2}")
    @CsvSource(
            nullValues = "-",
            value = {"PT0.1S, -, false", "-, PT0.1S, false", "PT0S, PT0.1S, true", "PT0.1S, PT0S, false"})
    void anAnswerThatComesTooLateIs504(Duration request, Duration backendRequest, boolean body) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((asked, out) -> end.await());
                JdkFrontEnd front = new StubRoutes(head ->
                                StubRoutes.forward(head, origin.port(), List.of(), List.of(), request, backendRequest))
                        .start()) {
            RawClient.Answer answer = RawClient.ask(
                    front.socketPort(StubRoutes.WEB),
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + (body ? "2\r\n\r\nhi" : "0\r\n\r\n"));
            assertEquals(504, answer.status());
            assertEquals("504 Gateway Timeout\n", answer.body());
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRouteWithoutTimeoutsHasTheFrontEndsOwn(boolean body) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((asked, out) -> end.await());
                JdkFrontEnd front = StubRoutes.to(origin.port())
                        .start(FrontEndLimits.defaults().withAnswer(Duration.ofMillis(100)))) {
            RawClient.Answer answer = RawClient.ask(
                    front.socketPort(StubRoutes.WEB),
                    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + (body ? "2\r\n\r\nhi" : "0\r\n\r\n"));
            assertEquals(504, answer.status());
            end.countDown();
        }
    }

    @ParameterizedTest(name = "of the route: {0}")
    @ValueSource(booleans = {true, false})
    void aDeadlineWithinAnAnswerCutsIt(boolean ofTheRoute) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((asked, out) -> {
                    out.write(HALF_CHUNKED);
                    out.flush();
                    end.await();
                });
                JdkFrontEnd front = new StubRoutes(head -> StubRoutes.forward(
                                head,
                                origin.port(),
                                List.of(),
                                List.of(),
                                ofTheRoute ? Duration.ofSeconds(2) : null,
                                null))
                        .start(FrontEndLimits.defaults()
                                .withAnswerIdle(ofTheRoute ? Duration.ofMinutes(1) : Duration.ofMillis(100)))) {
            RawClient.Answer answer =
                    RawClient.ask(front.socketPort(StubRoutes.WEB), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals(200, answer.status());
            assertEquals("hello", answer.body());
            assertFalse(answer.complete());
            end.countDown();
        }
    }

    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {true, false})
    void aRequestThatIsCutArrivesCut(boolean chunked) throws Exception {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    asked.countDown();
                    body.complete(readToEnd(request.in()));
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start()) {
            try (RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
                client.send("POST / HTTP/1.1\r\nHost: h\r\n"
                        + (chunked
                                ? "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                : "Content-Length: 10\r\n\r\nhello"));
                assertTrue(asked.await(10, TimeUnit.SECONDS));
            }
            assertEquals(
                    chunked ? "5\r\nhello\r\n" : "hello",
                    new String(body.get(10, TimeUnit.SECONDS), StandardCharsets.US_ASCII),
                    "no last chunk may be invented");
        }
    }

    @Test
    void chunksThatAreMalformedAre400AndTheBackendSeesThemCut() throws Exception {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        try (RawOrigin origin = new RawOrigin((request, out) -> body.complete(readToEnd(request.in())));
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nx\r\n");
            assertEquals(400, client.answer().status());
            assertTrue(client.isClosedByPeer());
            assertEquals("5\r\nhello\r\n", new String(body.get(10, TimeUnit.SECONDS), StandardCharsets.US_ASCII));
        }
    }

    private static byte[] readToEnd(InputStream in) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                bytes.write(c);
            }
        } catch (IOException e) {
            // A reset is an end too.
        }
        return bytes.toByteArray();
    }

    @Test
    void aClientThatGoesAwayEndsTheBackendsWork() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                    try {
                        for (; ; ) {
                            out.write(chunk);
                        }
                    } catch (IOException e) {
                        end.complete("closed");
                    }
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start()) {
            try (RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
                client.get("/").head();
            }
            assertEquals("closed", end.get(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | POST / HTTP/1.1~Host: h~Content-Length: +5~~hello",
                "400 | POST / HTTP/1.1~Host: h~Content-Length: 5~Content-Length: 5~~hello",
                "400 | POST / HTTP/1.1~Host: h~Content-Length: 5~Transfer-Encoding: chunked~~0~~",
                "400 | POST / HTTP/1.0~Host: h~Transfer-Encoding: chunked~~0~~",
                "505 | GET / HTTP/2.0~Host: h~~",
                "505 | GET / http/1.1~Host: h~~",
                "400 | GET / HTTP/1.1~Host: h~X: a\u0000b~~"
            })
    void aRequestThatMeansTwoThingsReachesNobody(int status, String request) throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            RawClient.Answer answer = client.send(request.replace("~", "\r\n")).answer();
            assertEquals(status, answer.status());
            assertEquals("close", answer.header("connection"));
            assertTrue(client.isClosedByPeer());
            assertFalse(origin.wasAsked());
        }
    }

    @Test
    void manyFieldsAre431() throws Exception {
        try (JdkFrontEnd front = StubRoutes.to(1).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(100) + "\r\n");
            assertEquals(431, client.answer().status());
            assertTrue(client.isClosedByPeer());
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {5, 1 << 20})
    void arefusalClosesItsConnectionAndStillArrives(int length) throws Exception {
        StubRoutes routes = new StubRoutes(head -> new Decision.Respond(null, 400, "no", true));
        try (JdkFrontEnd front = routes.start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n");
            client.send("x".repeat(Math.min(length, 32 * 1024)));
            RawClient.Answer answer = client.answer();
            assertEquals(400, answer.status());
            assertEquals("close", answer.header("connection"));
            assertEquals("400 Bad Request\n", answer.body());
            if (length > 32 * 1024) {
                client.socket().shutdownOutput();
            }
            assertTrue(client.isClosedByPeer());
        }
    }

    @Test
    void aLargeUnreadBodyClosesTheConnection() throws Exception {
        StubRoutes routes = new StubRoutes(head -> new Decision.Respond(null, 404, "no", false));
        try (JdkFrontEnd front = routes.start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
            assertEquals("close", client.answer().header("connection"));
        }
    }

    @Test
    void aHeadThatDoesNotEndIsClosed() throws Exception {
        try (JdkFrontEnd front =
                        StubRoutes.to(1).start(FrontEndLimits.defaults().withHead(Duration.ofMillis(100)));
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            assertTrue(client.send("GET / HTTP/1.1\r\nHost: h\r\n").isClosedByPeer());
        }
    }

    @Test
    void aBodyThatStallsIsClosedAndTheBackendSeesItCut() throws Exception {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        try (RawOrigin origin = new RawOrigin((request, out) -> body.complete(readToEnd(request.in())));
                JdkFrontEnd front = StubRoutes.to(origin.port())
                        .start(FrontEndLimits.defaults().withClientPace(Duration.ofSeconds(1), 1_000_000));
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello");
            assertTrue(client.isClosedByPeer());
            assertEquals("hello", new String(body.get(10, TimeUnit.SECONDS), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aClientThatDoesNotReadIsClosed() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    try {
                        for (byte[] piece = new byte[65536]; ; ) {
                            out.write(piece);
                        }
                    } catch (IOException e) {
                        end.complete("closed");
                    }
                });
                JdkFrontEnd front = StubRoutes.to(origin.port())
                        .start(FrontEndLimits.defaults().withClientPace(Duration.ofMillis(100), 1_000_000_000));
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.get("/").head();
            assertEquals("closed", end.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aDecisionThatFailsIs500() throws Exception {
        StubRoutes routes = new StubRoutes(head -> {
            throw new IllegalStateException("a bug");
        });
        try (JdkFrontEnd front = routes.start()) {
            RawClient.Answer answer =
                    RawClient.ask(front.socketPort(StubRoutes.WEB), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals(500, answer.status());
            assertEquals("500 Internal Server Error\n", answer.body());
            assertNull(answer.header("x"));
        }
    }
}
