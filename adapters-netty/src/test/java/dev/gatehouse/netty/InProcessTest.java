package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.plan.ServiceHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code of this process behind a Service. */
@Timeout(60)
class InProcessTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final long LARGE = 8L << 20;

    private static RawClient.Answer ask(ServiceHandler handler, String request) throws IOException {
        try (World world = new World().handler("shop", handler).start()) {
            return world.ask(request);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void itSeesTheRequestAsABackendWould() throws Exception {
        RawClient.Answer answer = ask(
                exchange -> {
                    assertEquals("POST", exchange.method());
                    assertEquals("/a%2Cb?q", exchange.target());
                    assertEquals("shop.example", exchange.host());
                    assertEquals(List.of("127.0.0.1"), exchange.headers().get("x-forwarded-for"));
                    assertEquals(List.of("5"), exchange.headers().get("content-length"));
                    assertEquals(List.of("1", "2"), exchange.headers().get("x-many"));
                    assertNull(exchange.headers().get("connection"));
                    assertNull(exchange.headers().get("x-gone"));
                    String body = new String(exchange.body().readAllBytes(), StandardCharsets.US_ASCII);
                    exchange.respond(201, "text/plain", body.toUpperCase(Locale.ROOT));
                },
                "POST /a%2Cb?q HTTP/1.1\r\nHost: shop.example\r\nConnection: x-gone\r\nX-Gone: 1\r\nX-Many: 1\r\n"
                        + "X-Many: 2\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 5\r\n\r\nhello");
        assertEquals(201, answer.status());
        assertEquals("HELLO", answer.body());
        assertEquals("text/plain", answer.header("content-type"));
    }

    @Test
    void anAnswerOfUnknownLengthStreamsAndTheConnectionServesOn() throws Exception {
        try (World world = new World()
                        .handler("shop", exchange -> {
                            OutputStream out = exchange.respond(200, Map.of("connection", List.of("close")), -1);
                            out.write(bytes("one"));
                            out.flush();
                            out.write('2');
                        })
                        .start();
                RawClient client = world.client()) {
            for (int i = 0; i < 3; i++) {
                RawClient.Answer answer = client.get("/").answer();
                assertTrue(answer.isChunked() && answer.complete());
                assertEquals("one2", answer.body());
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
                GET);
        assertEquals(500, failed.status());
        assertEquals("500 Internal Server Error\n", failed.body());
        assertEquals(500, ask(exchange -> {}, GET).status());
        assertEquals(
                500,
                ask(exchange -> exchange.respond(200, Map.of("x", List.of("a\r\nb: c")), 0), GET)
                        .status());
    }

    @Test
    void aHandlerThatFailsWithinItsAnswerOrEndsItEarlyCutsIt() throws Exception {
        for (long length : new long[] {-1, 10}) {
            RawClient.Answer answer = ask(
                    exchange -> {
                        OutputStream out = exchange.respond(200, Map.of(), length);
                        out.write(bytes("hello"));
                        out.flush();
                        if (length < 0) {
                            throw new IllegalStateException("a bug");
                        }
                    },
                    GET);
            assertEquals("hello", answer.body());
            assertFalse(answer.complete());
        }
    }

    @Test
    void aBodyComesBackWhileItIsSentOverHttp2Too() throws Exception {
        ServiceHandler echo = exchange -> {
            OutputStream out = exchange.respond(200, Map.of(), -1);
            InputStream in = exchange.body();
            byte[] piece = new byte[16];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.write(piece, 0, count);
                out.flush();
            }
        };
        try (World world = new World().handler("shop", echo).start();
                Http2Client client = new Http2Client(world.port())) {
            Http2Client.Stream stream = client.open().head(Http2Client.head("POST", "/"), false);
            assertEquals("200", stream.next().head().status().toString());
            for (String piece : List.of("a", "bc")) {
                assertEquals(piece, stream.data(piece, false).next().content());
            }
            stream.data("", true);
            assertTrue(stream.next().end());
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheHandlerUp() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch half = new CountDownLatch(1);
        try (World world = new World()
                        .handler("shop", exchange -> {
                            try (OutputStream out = exchange.respond(200, Map.of(), LARGE * 4)) {
                                byte[] piece = new byte[64 * 1024];
                                for (long left = LARGE * 4; left > 0; left -= piece.length) {
                                    out.write(piece);
                                    if (written.addAndGet(piece.length) == LARGE * 2) {
                                        half.countDown();
                                    }
                                }
                            }
                        })
                        .start();
                RawClient client = world.client()) {
            // Small, but not smaller than a segment of the loopback: less than that TCP sends five times a second.
            client.socket().setReceiveBufferSize(256 * 1024);
            client.get("/").head();
            // What the system's buffers take is below this.
            assertFalse(half.await(500, TimeUnit.MILLISECONDS), "nothing held " + written.get() + " bytes up");
            assertEquals(LARGE * 4, drain(client, LARGE * 4));
            assertEquals(0, half.getCount());
        }
    }

    private static long drain(RawClient client, long length) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long read = 0;
        while (read < length) {
            int count = client.in().read(buffer, 0, (int) Math.min(buffer.length, length - read));
            assertTrue(count > 0, "cut after " + read);
            read += count;
        }
        return read;
    }

    @Test
    void aHandlerThatDoesNotReadHoldsTheClientUpAndThenGetsAll() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (World world = new World()
                        .handler("shop", exchange -> {
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                            long read = exchange.body().transferTo(OutputStream.nullOutputStream());
                            exchange.respond(200, "text/plain", Long.toString(read));
                        })
                        .start();
                RawClient client = world.client()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + LARGE * 4 + "\r\n\r\n");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    byte[] piece = new byte[64 * 1024];
                    for (long left = LARGE * 4; left > 0; left -= piece.length) {
                        client.send(piece);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            // What the system's buffers take is below this.
            assertThrows(TimeoutException.class, () -> sending.get(500, TimeUnit.MILLISECONDS));
            go.countDown();
            assertEquals(Long.toString(LARGE * 4), client.answer().body());
            sending.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClientThatGoesIsNoticedByTheHandler() throws Exception {
        CompletableFuture<IOException> noticed = new CompletableFuture<>();
        try (World world = new World()
                .handler("shop", exchange -> {
                    try {
                        exchange.body().readAllBytes();
                    } catch (IOException e) {
                        noticed.complete(e);
                        throw e;
                    }
                })
                .start()) {
            try (RawClient client = world.client()) {
                client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel");
            }
            noticed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void itIsAMirrorToo() throws Exception {
        BlockingQueue<String> copies = new LinkedBlockingQueue<>();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    request.body(5);
                    out.write(bytes(RawOrigin.OK));
                });
                World world = new World()
                        .service("shop", origin.port())
                        .handler("mirror", exchange -> {
                            copies.add(exchange.method() + " " + exchange.target() + " "
                                    + new String(exchange.body().readAllBytes(), StandardCharsets.US_ASCII));
                            exchange.respond(200, "text/plain", "nobody reads this");
                        })
                        .rule("""
                                backendRefs: [{name: shop, port: 80}]
                                filters: [{type: RequestMirror, requestMirror: {backendRef: {name: mirror, port: 80}}}]
                                """)
                        .start()) {
            RawClient.Answer answer = world.ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals("ok", answer.body());
            assertEquals("POST /a hello", copies.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void callsBeyondTheBoundGet503() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (World world = new World()
                        .handler("shop", exchange -> {
                            begun.countDown();
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                            exchange.respond(200, "text/plain", "ok");
                        })
                        .start(settings -> settings.limits(FrontEndLimits.defaults().toBuilder()
                                .handlers(1)
                                .build()));
                RawClient first = world.client()) {
            first.get("/");
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            assertEquals(503, world.get("/").status());
            go.countDown();
            assertEquals("ok", first.answer().body());
        }
    }

    @Test
    void theEndOfTheFrontEndInterruptsWhatStillRuns() throws Exception {
        CompletableFuture<Thread> interrupted = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        try (World world = new World()
                        .handler("shop", exchange -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.complete(Thread.currentThread());
                            }
                        })
                        .start();
                RawClient client = world.client()) {
            client.get("/");
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            world.front().stop(java.time.Duration.ZERO);
            Thread thread = interrupted.get(10, TimeUnit.SECONDS);
            thread.join(10_000);
            assertFalse(thread.isAlive());
        }
    }
}
