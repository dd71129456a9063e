package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.ServiceHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Code of this process behind a Service. */
final class InProcessTest {
    private static StubRoutes to(ServiceHandler handler, List<HeaderEdits> responseEdits) {
        HeaderEdits request = new HeaderEdits(List.of(new Field("X-Route", "shop")), List.of(), List.of());
        return new StubRoutes(head ->
                StubRoutes.forward(head, new Endpoint.InProcess(handler), List.of(request), responseEdits, null, null));
    }

    private static RawClient.Answer ask(ServiceHandler handler, String request) throws Exception {
        try (JdkFrontEnd front = to(handler, List.of()).start()) {
            return RawClient.ask(front.socketPort(StubRoutes.WEB), request);
        }
    }

    @Test
    void itSeesTheRequestAsABackendWould() throws Exception {
        RawClient.Answer answer = ask(
                exchange -> {
                    assertEquals("POST", exchange.method());
                    assertEquals("/a%2Cb?q", exchange.target());
                    assertEquals("shop.example", exchange.host());
                    assertEquals(List.of("shop"), exchange.headers().get("x-route"));
                    assertEquals(List.of("127.0.0.1"), exchange.headers().get("x-forwarded-for"));
                    assertEquals(List.of("5"), exchange.headers().get("content-length"));
                    assertEquals(List.of("1", "2"), exchange.headers().get("x-many"));
                    assertNull(exchange.headers().get("connection"));
                    String body = new String(exchange.body().readAllBytes(), StandardCharsets.US_ASCII);
                    exchange.respond(201, "text/plain", body.toUpperCase(java.util.Locale.ROOT));
                },
                "POST /a%2Cb?q HTTP/1.1\r\nHost: shop.example\r\nConnection: x-gone\r\nX-Gone: 1\r\nX-Many: 1\r\n"
                        + "X-Many: 2\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 5\r\n\r\nhello");
        assertEquals(201, answer.status());
        assertEquals("HELLO", answer.body());
        assertEquals("text/plain", answer.header("content-type"));
    }

    @Test
    void anAnswerOfUnknownLengthStreams() throws Exception {
        RawClient.Answer answer = ask(
                exchange -> {
                    OutputStream out = exchange.respond(200, Map.of("content-type", List.of("text/plain")), -1);
                    out.write("one".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    out.write('2');
                },
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(answer.isChunked() && answer.complete());
        assertEquals("one2", answer.body());
    }

    @Test
    void theRoutesOwnChangesAreMade() throws Exception {
        HeaderEdits edits = new HeaderEdits(List.of(new Field("Server", "gatehouse")), List.of(), List.of("X-Inner"));
        try (JdkFrontEnd front = to(
                                exchange -> exchange.respond(
                                                204, Map.of("x-inner", List.of("1"), "connection", List.of("close")), 0)
                                        .close(),
                                List.of(edits))
                        .start();
                RawClient client = new RawClient(front.socketPort(StubRoutes.WEB))) {
            for (int i = 0; i < 2; i++) {
                RawClient.Answer answer = client.get("/").answer();
                assertEquals("gatehouse", answer.header("server"));
                assertNull(answer.header("x-inner"));
                assertNull(answer.header("connection"));
            }
        }
    }

    @Test
    void anAnswerToHeadHasTheLengthAndNoBody() throws Exception {
        RawClient.Answer answer =
                ask(exchange -> exchange.respond(200, "text/plain", "hello"), "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("5", answer.header("content-length"));
        assertEquals("", answer.body());
    }

    @Test
    void aHandlerThatFailsOrSaysNothingIs500() throws Exception {
        RawClient.Answer failed = ask(
                exchange -> {
                    throw new IOException("secret");
                },
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals(500, failed.status());
        assertEquals("500 Internal Server Error\n", failed.body());
        assertEquals(
                500, ask(exchange -> {}, "GET / HTTP/1.1\r\nHost: h\r\n\r\n").status());
    }

    @Test
    void aHandlerThatFailsWithinItsAnswerCutsIt() throws Exception {
        for (long length : new long[] {-1, 10}) {
            RawClient.Answer answer = ask(
                    exchange -> {
                        OutputStream out = exchange.respond(200, Map.of(), length);
                        out.write("hello".getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        throw new IllegalStateException("a bug");
                    },
                    "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("hello", answer.body());
            assertFalse(answer.complete());
        }
    }

    @Test
    void anAnswerShorterThanItsLengthIsCut() throws Exception {
        RawClient.Answer answer = ask(
                exchange -> {
                    OutputStream out = exchange.respond(200, Map.of(), 10);
                    out.write("hello".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                },
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("hello", answer.body());
        assertFalse(answer.complete());
    }
}
