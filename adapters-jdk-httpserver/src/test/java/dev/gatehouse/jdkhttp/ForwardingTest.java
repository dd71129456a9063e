package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through unchanged, and what is changed. */
final class ForwardingTest {
    /** The JDK's client tells a length of 0 for every request without content, up to JDK 18 (JDK-8283544). */
    private static final List<String> LENGTH_OF_NOTHING = Runtime.version().feature() < 19 ? List.of("0") : List.of();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%2Cb/;x=1", "/a%2Fb?q=%20&r=a/b?c", "/~a/b.c/$&'()*+,;=:@", "/%E4%B8%AD", "/a//b"})
    void theTargetArrivesByteForByte(String target) throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            assertEquals("ok", client.get(target).answer().body());
            assertEquals("GET " + target + " HTTP/1.1", origin.next().line());
        }
    }

    @Test
    void aRequestWithoutContentIsForwardedWithoutFraming() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            for (String method : List.of("GET", "DELETE", "OPTIONS", "BREW")) {
                client.send(method + " / HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                        .answer();
                RawOrigin.Request request = origin.next();
                assertEquals(method + " / HTTP/1.1", request.line());
                assertEquals(LENGTH_OF_NOTHING, request.values("content-length"), method);
                assertEquals(List.of(), request.values("transfer-encoding"), method);
            }
        }
    }

    @Test
    void emptyContentIsForwardedAsEmptyContent() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 0\r\n\r\n")
                    .answer();
            assertEquals(List.of("0"), origin.next().values("content-length"));
        }
    }

    @Test
    void contentOfKnownLengthKeepsItsLength() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    String body = new String(request.body(5), StandardCharsets.US_ASCII);
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals("hello", client.answer().body());
            RawOrigin.Request request = origin.next();
            assertEquals(List.of("5"), request.values("content-length"));
            assertEquals(List.of(), request.values("transfer-encoding"));
        }
    }

    @Test
    void contentOfUnknownLengthIsSentInChunksAsItComes() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    assertEquals("5\r\nhello\r\n", new String(request.body(10), StandardCharsets.US_ASCII));
                    first.countDown();
                    assertEquals("1\r\n!\r\n0\r\n\r\n", new String(request.body(11), StandardCharsets.US_ASCII));
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: shop.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            assertTrue(first.await(10, TimeUnit.SECONDS), "the first chunk waits for no other");
            assertEquals("ok", client.send("1\r\n!\r\n0\r\n\r\n").answer().body());
            RawOrigin.Request request = origin.next();
            assertEquals(List.of("chunked"), request.values("transfer-encoding"));
            assertEquals(List.of(), request.values("content-length"));
        }
    }

    @Test
    void anAnswerOfUnknownLengthIsSentOnAsItComes() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nevent\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    assertTrue(seen.await(10, TimeUnit.SECONDS));
                    out.write("4\r\nend\n\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.get("/events").head();
            assertEquals("6\r\nevent\n\r\n", new String(client.in().readNBytes(11), StandardCharsets.US_ASCII));
            seen.countDown();
            assertEquals("4\r\nend\n\r\n0\r\n\r\n", new String(client.in().readNBytes(14), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsSentOnInChunks() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\nall there is".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    request.socket().shutdownOutput();
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            RawClient.Answer answer = client.get("/").answer();
            assertTrue(answer.isChunked() && answer.complete());
            assertEquals("all there is", answer.body());
            assertEquals("all there is", client.get("/").answer().body(), "the client's connection stays");
        }
    }

    @Test
    void whatSpeaksOfTheClientsConnectionStaysBehind() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start()) {
            RawClient.ask(front.socketPort(StubRoutes.WEB), """
                    GET / HTTP/1.1\r
                    Host: shop.example:8080\r
                    Connection: keep-alive, X-Private, X-Forwarded-For, Upgrade, HTTP2-Settings\r
                    X-Private: 1\r
                    Keep-Alive: timeout=5\r
                    Upgrade: h2c\r
                    HTTP2-Settings: AAMAAABkAAQAAP__\r
                    TE: trailers\r
                    Proxy-Connection: keep-alive\r
                    Proxy-Authorization: Basic eDp5\r
                    Proxy: http://evil.example\r
                    X-Forwarded-For: 192.0.2.66\r
                    X_Forwarded_For: 192.0.2.67\r
                    Content_Length: 7\r
                    X-Forwarded-Prefix: /admin\r
                    X-Real-IP: 192.0.2.68\r
                    Forwarded: for=192.0.2.69\r
                    X-Kept: yes\r
                    User-Agent: test\r
                    \r
                    """);
            RawOrigin.Request request = origin.next();
            for (String name : List.of(
                    "x-private",
                    "keep-alive",
                    "upgrade",
                    "http2-settings",
                    "te",
                    "proxy-connection",
                    "proxy-authorization",
                    "proxy",
                    "x_forwarded_for",
                    "content_length",
                    "x-forwarded-prefix",
                    "connection")) {
                assertEquals(List.of(), request.values(name), name);
            }
            assertEquals(List.of("127.0.0.1"), request.values("x-forwarded-for"));
            assertEquals(List.of("127.0.0.1"), request.values("x-real-ip"));
            assertEquals(List.of("shop.example:8080"), request.values("x-forwarded-host"));
            assertEquals(List.of("http"), request.values("x-forwarded-proto"));
            assertEquals(List.of("80"), request.values("x-forwarded-port"), "the listener's port, not the socket's");
            assertEquals(List.of("for=127.0.0.1;host=\"shop.example:8080\";proto=http"), request.values("forwarded"));
            assertEquals(List.of("yes"), request.values("x-kept"));
            assertEquals(List.of("test"), request.values("user-agent"));
            assertEquals(List.of("shop.example:8080"), request.values("host"));
        }
    }

    @Test
    void whatSpeaksOfTheBackendsConnectionStaysBehind() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("""
                        HTTP/1.1 200 Fine\r
                        Connection: close, X-Private\r
                        X-Private: 1\r
                        Keep-Alive: timeout=1\r
                        Date: Thu, 01 Jan 1970 00:00:00 GMT\r
                        Server: origin\r
                        Set-Cookie: a=1\r
                        Set-Cookie: b=2\r
                        Content-Length: 2\r
                        \r
                        ok""");
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            RawClient.Answer answer = client.get("/").answer();
            assertNull(answer.header("connection"));
            assertNull(answer.header("x-private"));
            assertNull(answer.header("keep-alive"));
            assertEquals("origin", answer.header("server"));
            assertEquals(
                    1,
                    answer.head()
                            .lines()
                            .filter(line -> line.startsWith("Date:"))
                            .count());
            assertEquals(
                    List.of("a=1", "b=2"),
                    answer.head()
                            .lines()
                            .filter(line -> line.startsWith("Set-cookie:"))
                            .map(line -> line.substring(12))
                            .toList());
            assertEquals("ok", client.get("/").answer().body(), "the client's connection stays");
        }
    }

    @Test
    void theRoutesOwnChangesAreMadeLast() throws Exception {
        HeaderEdits request = new HeaderEdits(
                List.of(new Field("X-Forwarded-Proto", "https"), new Field("Content-Length", "9")),
                List.of(new Field("x-kept", "2")),
                List.of("X-Gone"));
        HeaderEdits response =
                new HeaderEdits(List.of(new Field("X-Set", "new")), List.of(), List.of("Server", "Content-Length"));
        try (RawOrigin origin =
                        RawOrigin.saying("HTTP/1.1 200 OK\r\nServer: s\r\nX-Set: old\r\nContent-Length: 2\r\n\r\nok");
                JdkFrontEnd front = new StubRoutes(head -> StubRoutes.forward(
                                head, origin.port(), List.of(request), List.of(response), null, null))
                        .start()) {
            RawClient.Answer answer = RawClient.ask(
                    front.socketPort(StubRoutes.WEB), "GET / HTTP/1.1\r\nHost: h\r\nX-Kept: 1\r\nX-Gone: x\r\n\r\n");
            RawOrigin.Request sent = origin.next();
            assertEquals(List.of("https"), sent.values("x-forwarded-proto"));
            assertEquals(List.of("1", "2"), sent.values("x-kept"));
            assertEquals(List.of(), sent.values("x-gone"));
            assertEquals(LENGTH_OF_NOTHING, sent.values("content-length"));
            assertEquals("new", answer.header("x-set"));
            assertNull(answer.header("server"));
            assertEquals("2", answer.header("content-length"));
        }
    }

    @ParameterizedTest(name = "{0} {1}: Content-Length {2} is {3} for the client")
    @CsvSource(
            nullValues = "-",
            value = {
                "HEAD, 200, 1234, 1234",
                "HEAD, 200, -,    -",
                "GET,  304, 1234, 1234",
                "GET,  304, -,    -",
                "GET,  204, -,    -",
                "GET,  200, 0,    0",
                "POST, 200, 0,    0"
            })
    void answersWithoutContentKeepTheirLength(String method, int status, String length, String expected)
            throws Exception {
        String head =
                "HTTP/1.1 " + status + " S\r\n" + (length == null ? "" : "Content-Length: " + length + "\r\n") + "\r\n";
        try (RawOrigin origin = RawOrigin.saying(head);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            for (int i = 0; i < 2; i++) {
                RawClient.Answer answer = client.send(method + " / HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                        .answer(method.equals("HEAD"));
                assertEquals(status, answer.status());
                assertEquals(expected, answer.header("content-length"));
                assertNull(answer.header("transfer-encoding"));
                assertEquals("", answer.body());
            }
        }
    }

    @Test
    void connectionsOnBothSidesServeManyRequests() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            for (int i = 0; i < 20; i++) {
                assertEquals("ok", client.get("/" + i).answer().body());
                assertEquals("GET /" + i + " HTTP/1.1", origin.next().line());
            }
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void aClientOfHttp10GetsAnAnswerThatEndsWithItsConnection() throws Exception {
        try (RawOrigin origin =
                        RawOrigin.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
                JdkFrontEnd front = StubRoutes.to(origin.port()).start()) {
            RawClient.Answer answer =
                    RawClient.ask(front.socketPort(StubRoutes.WEB), "GET / HTTP/1.0\r\nHost: shop.example\r\n\r\n");
            assertFalse(answer.isChunked());
            assertEquals("ok", answer.body());
            assertEquals("GET / HTTP/1.1", origin.next().line());
        }
    }

    @Test
    void expectationsAreAnsweredHere() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(2);
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                JdkFrontEnd front = StubRoutes.to(origin.port()).start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertTrue(client.head().startsWith("HTTP/1.1 100 "));
            assertEquals(200, client.send("hi").answer().status());
            assertEquals(List.of(), origin.next().values("expect"));
        }
    }

    @Test
    void redirectsAndErrorsKeepTheConnection() throws Exception {
        StubRoutes routes = new StubRoutes(head -> head.target().equals("/old")
                ? new Decision.Redirect(StubRoutes.ORIGIN, 308, "https://shop.example/new")
                : new Decision.Respond(null, 404, "inner detail", false));
        try (JdkFrontEnd front = routes.start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            RawClient.Answer redirect = client.get("/old").answer();
            assertEquals(308, redirect.status());
            assertEquals("https://shop.example/new", redirect.header("location"));
            RawClient.Answer missing = client.get("/").answer();
            assertEquals(404, missing.status());
            assertEquals("404 Not Found\n", missing.body());
            assertEquals("text/plain; charset=utf-8", missing.header("content-type"));
            client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("", client.answer(true).body());
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            RawClient.Answer posted = client.answer();
            assertEquals(404, posted.status());
            assertNull(posted.header("connection"), "five bytes are read rather than the connection lost");
            assertNotNull(client.get("/old").answer().header("location"));
        }
    }
}
