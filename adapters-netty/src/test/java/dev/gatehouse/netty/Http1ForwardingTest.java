package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 in, HTTP/1.1 out. */
@Timeout(60)
class Http1ForwardingTest {
    @Test
    void aRequestAndItsAnswer() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 200 Fine\r\nX-From: shop\r\nContent-Length: 2\r\n\r\nok");
                World world = World.to(origin.port())) {
            RawClient.Answer answer =
                    world.ask("GET /a/../b?q=%2F HTTP/1.1\r\nHost: shop.example\r\nX-Mine: 1\r\n\r\n");
            assertEquals(200, answer.status());
            assertEquals("ok", answer.body());
            assertEquals("shop", answer.header("x-from"));
            assertTrue(answer.header("date").endsWith(" GMT"));
            RawOrigin.Request received = origin.next();
            assertEquals("GET /b?q=%2F HTTP/1.1", received.line());
            assertEquals(List.of("shop.example"), received.values("host"));
            assertEquals(List.of("1"), received.values("x-mine"));
            assertEquals(List.of("127.0.0.1"), received.values("x-forwarded-for"));
            assertEquals(List.of("80"), received.values("x-forwarded-port"));
            assertEquals(List.of(), received.values("content-length"));
            assertEquals(List.of(), received.values("connection"));
        }
    }

    @Test
    void connectionsAreKeptOnBothSides() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            for (int i = 0; i < 20; i++) {
                assertEquals("ok", client.get("/" + i).answer().body());
            }
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInTheirOrder() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    String path = request.line().split(" ", -1)[1];
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path)
                            .getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("/1", client.answer().body());
            assertEquals("/2", client.answer().body());
        }
    }

    @Test
    void bodiesKeepTheirFraming() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    if (request.values("transfer-encoding").isEmpty()) {
                        request.body(5);
                    } else {
                        request.body("5\r\nhello\r\n0\r\n\r\n".length());
                    }
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            RawClient.Answer answer = client.answer();
            assertTrue(answer.isChunked());
            assertEquals("abc", answer.body());
            assertEquals(List.of("5"), origin.next().values("content-length"));
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            assertEquals("abc", client.answer().body());
            assertEquals(List.of("chunked"), origin.next().values("transfer-encoding"));
        }
    }

    @Test
    void headHasNoBody() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("1000", client.answer(true).header("content-length"));
            client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals(200, client.answer(true).status());
        }
    }

    @Test
    void anOldClientIsToldNothingThatItDoesNotKnow() throws Exception {
        try (RawOrigin origin =
                        RawOrigin.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                World world = World.to(origin.port())) {
            RawClient.Answer answer = world.ask("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
            assertNull(answer.header("transfer-encoding"));
            assertEquals("close", answer.header("connection"));
            assertEquals("abc", answer.body());
        }
    }

    @Test
    void continueIsSaidWhenThereIsAWay() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(5);
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertTrue(client.head().startsWith("HTTP/1.1 100 "));
            client.send("hello");
            assertEquals("ok", client.answer().body());
            assertEquals(List.of(), origin.next().values("expect"));
        }
    }

    @Test
    void interimAnswersArePassedOn() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + RawOrigin.OK);
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            String hints = client.get("/").head();
            assertTrue(hints.startsWith("HTTP/1.1 103 "), hints);
            assertTrue(hints.contains("Link: </a.css>\r\n"), hints);
            assertEquals("ok", client.answer().body());
        }
    }

    @Test
    void anAnswerThatEndsEarlyIsVisiblyCut() throws Exception {
        for (String cut : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")) {
            try (RawOrigin origin = new RawOrigin((request, out) -> {
                        out.write(cut.getBytes(StandardCharsets.US_ASCII));
                        request.socket().close();
                    });
                    World world = World.to(origin.port())) {
                RawClient.Answer answer = world.get("/");
                assertEquals(200, answer.status());
                assertFalse(answer.complete(), answer.toString());
            }
        }
    }

    @Test
    void aBackendThatCannotBeReadGives502() throws Exception {
        for (String malformed : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nBad Name: 2\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "nonsense\r\n\r\n")) {
            try (RawOrigin origin = RawOrigin.saying(malformed);
                    World world = World.to(origin.port())) {
                assertEquals(502, world.get("/").status(), malformed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nX-Poison: ",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nX-Ok: ok\r\n\r\nhello"
            })
    void bytesBehindAnAnswerAreNobodysAnswer(String surplus) throws Exception {
        try (RawOrigin origin = new RawOrigin(
                        (request, out) -> out.write((request.line().contains("/surplus") ? surplus : RawOrigin.OK)
                                .getBytes(StandardCharsets.US_ASCII)));
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            for (int i = 1; i <= 3; i++) {
                RawClient.Answer answer = client.get("/surplus").answer();
                assertTrue((answer.head() + answer.body()).contains("ok"), answer.toString());
                assertEquals("ok", client.get("/own").answer().body());
            }
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (RawOrigin origin = RawOrigin.saying("")) {
            port = origin.port();
        }
        try (World world = World.to(port);
                RawClient client = world.client()) {
            assertEquals(502, client.get("/").answer().status());
            assertEquals(502, client.get("/").answer().status());
        }
    }
}
