package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports that come, stay and go; and the end. */
@Timeout(60)
class LifecycleTest {
    private static final String BOTH = """
              - {name: http, port: 80, protocol: HTTP}
              - {name: more, port: 8080, protocol: HTTP}
            """.indent(0);

    @Test
    void portsOpenStayAndClose() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            int port = world.port();
            assertEquals("ok", client.get("/").answer().body());
            world.listeners(BOTH).apply();
            assertEquals(List.of(World.WEB, World.bind(8080)), world.front().binds());
            int more = world.front().socketPort(World.bind(8080));
            assertEquals(
                    200,
                    RawClient.ask(more, "GET / HTTP/1.1\r\nHost: h\r\n\r\n").status());
            assertEquals(port, world.port());
            world.listeners("  - {name: http, port: 80, protocol: HTTP}\n").apply();
            assertEquals(List.of(World.WEB), world.front().binds());
            assertThrows(IOException.class, () -> new RawClient(more).get("/").answer());
            assertEquals("ok", client.get("/").answer().body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST ",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Le",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe"
            })
    void aRequestThatHasBegunToComeIsAnsweredBeforeItsPortEnds(String first) throws Exception {
        String request = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
        try (RawOrigin origin = new RawOrigin((received, out) -> {
                    received.body(5);
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                RawClient before = world.client();
                RawClient client = world.client();
                RawClient idle = world.client()) {
            // Its loops are busy with what came before, so all of it is read when the port ends.
            client.send(first);
            before.send(request).answer();
            idle.send(request).answer();
            CompletableFuture<Void> stop =
                    CompletableFuture.runAsync(() -> world.front().stop(Duration.ofSeconds(30)));
            assertTrue(idle.isClosedByPeer());
            RawClient.Answer answer =
                    client.send(request.substring(first.length())).answer();
            assertEquals("ok", answer.body());
            assertTrue(client.isClosedByPeer());
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsUnderWayEndsBeforeTheFrontEndDoes() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    asked.countDown();
                    go.await();
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                World world = World.to(origin.port());
                RawClient busy = world.client();
                RawClient idle = world.client();
                Http2Client http2 = new Http2Client(world.port()).accepted()) {
            busy.get("/");
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            int port = world.port();
            CompletableFuture<Void> stop =
                    CompletableFuture.runAsync(() -> world.front().stop(Duration.ofSeconds(30)));
            assertTrue(idle.isClosedByPeer());
            assertEquals(0L, http2.goAway.get(10, TimeUnit.SECONDS));
            assertThrows(IOException.class, () -> new RawClient(port).get("/").answer());
            go.countDown();
            RawClient.Answer answer = busy.answer();
            assertEquals("ok", answer.body());
            assertEquals("close", answer.header("connection"));
            stop.get(20, TimeUnit.SECONDS);
            World.assertNoThreads();
        }
    }
}
