package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP/2 on either side, and on both. */
@Timeout(60)
class Http2ForwardingTest {
    @Test
    void http2InAndHttp1Out() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 200 OK\r\nX-From: shop\r\nContent-Length: 2\r\n\r\nok");
                World world = World.to(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            Http2Headers head = Http2Client.head("GET", "/a/../b")
                    .add("cookie", "a=1")
                    .add("cookie", "b=2")
                    .add("x-mine", "1");
            Http2Client.Answer answer = client.open().head(head, true).answer();
            assertEquals(200, answer.status());
            assertEquals("ok", answer.body());
            assertEquals("shop", answer.header("x-from"));
            assertNull(answer.reset());
            RawOrigin.Request received = origin.next();
            assertEquals("GET /b HTTP/1.1", received.line());
            assertEquals(List.of("shop.example"), received.values("host"));
            assertEquals(List.of("a=1; b=2"), received.values("cookie"));
            assertEquals(List.of("shop.example"), received.values("x-forwarded-host"));
            assertEquals(List.of(), received.values("transfer-encoding"));
        }
    }

    @Test
    void contentOfUnknownLengthIsChunked() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body("5\r\nhello\r\n0\r\n\r\n".length());
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            Http2Client.Answer answer = client.open()
                    .head(Http2Client.head("POST", "/"), false)
                    .data("hello", true)
                    .answer();
            assertEquals("abc", answer.body());
            assertNull(answer.header("transfer-encoding"));
            assertEquals("1", answer.trailers().get("x-sum").toString());
            assertEquals(List.of("chunked"), origin.next().values("transfer-encoding"));
        }
    }

    @Test
    void http1InAndHttp2Out() throws Exception {
        try (Http2Origin origin = new Http2Origin();
                World world = World.toHttp2(origin.port());
                RawClient client = world.client()) {
            client.get("/a?b");
            assertEquals("ok", client.answer().body());
            Http2Headers head = origin.next();
            assertEquals("/a?b", head.path().toString());
            assertEquals("http", head.scheme().toString());
            assertEquals("shop.example", head.authority().toString());
            assertNull(head.get("host"));
            client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            RawClient.Answer answer = client.answer();
            assertTrue(answer.isChunked());
            assertEquals("hello", answer.body());
            for (int i = 0; i < 10; i++) {
                assertEquals("ok", client.get("/" + i).answer().body());
            }
            assertEquals(1, origin.connections.get());
        }
    }

    @Test
    void http2OnBothSidesWithTrailersAndEachPieceAtOnce() throws Exception {
        try (Http2Origin origin = new Http2Origin();
                World world = World.toHttp2(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            Http2Headers head =
                    Http2Client.head("POST", "/echo").add("te", "trailers").add("content-type", "application/grpc");
            Http2Client.Stream stream = client.open().head(head, false);
            assertEquals(
                    "application/grpc", stream.next().head().get("content-type").toString());
            assertEquals("trailers", origin.next().get("te").toString());
            for (String piece : List.of("one", "two", "three")) {
                stream.data(piece, false);
                assertEquals(piece, stream.next().content());
            }
            stream.head(new DefaultHttp2Headers(false).add("x-sum", "3"), true);
            Http2Client.Received last = stream.next();
            while (last.head() == null) {
                last = stream.next();
            }
            assertEquals("0", last.head().get("grpc-status").toString());
            assertEquals("3", origin.next().get("x-sum").toString());
        }
    }

    @Test
    void aResetWithinAnAnswerIsPassedOn() throws Exception {
        try (Http2Origin origin = new Http2Origin();
                World world = World.toHttp2(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            Http2Client.Answer answer = client.get("/reset").answer();
            assertEquals(200, answer.status());
            assertEquals(Http2Error.INTERNAL_ERROR.code(), answer.reset());
            RawClient.Answer cut = world.get("/reset");
            assertEquals(200, cut.status());
            assertEquals(false, cut.complete());
        }
    }

    @Test
    void manyStreamsAtOnce() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    String path = request.line().split(" ", -1)[1];
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path)
                            .getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                Http2Client client = new Http2Client(world.port())) {
            List<Http2Client.Stream> streams = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                streams.add(client.get("/" + i));
            }
            for (int i = 0; i < 50; i++) {
                assertEquals("/" + i, streams.get(i).answer().body());
            }
        }
    }

    @Test
    void malformedRequestsReachNobody() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port())) {
            List<Http2Headers> malformed = List.of(
                    Http2Client.head("GET", "/").add("connection", "close"),
                    Http2Client.head("GET", "/").add("transfer-encoding", "chunked"),
                    Http2Client.head("GET", "/").add("te", "gzip"),
                    Http2Client.head("GET", "/").add("x", "a\r\nb: c"),
                    Http2Client.head("GET", "/").add("x", " a"),
                    Http2Client.head("GET", "/a HTTP/1.1\r\nx: y"),
                    Http2Client.head("GET /admin HTTP/1.1", "/"),
                    Http2Client.head("GET", ""),
                    Http2Client.head("GET", "relative"),
                    Http2Client.head("GET", "/#a"),
                    Http2Client.head("GET", "/").add("host", "other.example"));
            for (Http2Headers head : malformed) {
                try (Http2Client client = new Http2Client(world.port())) {
                    Http2Client.Answer answer = client.open().head(head, true).answer();
                    assertTrue(answer.head() == null || answer.status() == 400, head + " " + answer);
                }
            }
            assertEquals(false, origin.wasAsked());
        }
    }
}
