package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.resource.ObjectRef;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sockets that open and close, and what is under way meanwhile. */
final class LifecycleTest {
    private static final Bind WEB = StubRoutes.WEB;
    private static final Bind OTHER =
            new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", "other"), 80);
    private static final String OK = RawOrigin.OK;

    /** An answer of which the second half waits for a latch. */
    private static RawOrigin inTwoParts(CountDownLatch second) throws IOException {
        return new RawOrigin((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertTrue(second.await(10, TimeUnit.SECONDS));
            out.write("world".getBytes(StandardCharsets.US_ASCII));
        });
    }

    @Test
    void portsOpenAndCloseWithTheRoutesAndOthersStay() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (RawOrigin slow = inTwoParts(second);
                RawOrigin quick = RawOrigin.saying(OK)) {
            StubRoutes routes = StubRoutes.to(slow.port());
            try (JdkFrontEnd front = routes.start();
                    RawClient client = new RawClient(front.socketPort(WEB))) {
                client.get("/").head();
                routes.decision = head -> StubRoutes.forward(head, quick.port());
                routes.serve(List.of(WEB, OTHER));
                assertEquals(List.of(WEB, OTHER), front.binds());
                int other = front.socketPort(OTHER);
                assertEquals(
                        "ok",
                        RawClient.ask(other, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                                .body());

                routes.serve(List.of(WEB));
                assertEquals(List.of(WEB), front.binds());
                assertThrows(IllegalArgumentException.class, () -> front.socketPort(OTHER));
                awaitRefused(other);

                second.countDown();
                assertEquals("helloworld", new String(client.in().readNBytes(10), StandardCharsets.US_ASCII));
                assertEquals("ok", client.get("/").answer().body(), "a connection outlives updates");
            }
        }
    }

    @Test
    void aPortThatClosesLetsWhatIsUnderWayEnd() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (RawOrigin slow = inTwoParts(second)) {
            StubRoutes routes = StubRoutes.to(slow.port());
            try (JdkFrontEnd front = routes.start();
                    RawClient client = new RawClient(front.socketPort(WEB))) {
                int port = front.socketPort(WEB);
                client.get("/").head();
                routes.serve(List.of());
                awaitRefused(port);
                second.countDown();
                assertEquals("helloworld", new String(client.in().readNBytes(10), StandardCharsets.US_ASCII));
                assertTrue(client.isClosedByPeer());
            }
        }
    }

    @Test
    void aPortThatTurnsToTlsIsOpenedAnew() throws Exception {
        int port = freePort();
        StubRoutes routes = StubRoutes.to(1);
        try (JdkFrontEnd front = JdkFrontEnd.builder(routes).port(80, port).start()) {
            routes.tls = Set.of(WEB);
            routes.serve(List.of(WEB));
            assertEquals(List.of(WEB), front.binds());
            assertEquals(port, front.socketPort(WEB));
            assertEquals(List.of(), front.problems());
            try (RawClient client = new RawClient(port)) {
                assertThrows(IOException.class, () -> client.get("/").answer());
            }
        }
    }

    @Test
    void stoppingLetsWhatIsUnderWayEndAndRefusesWhatIsNew() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (RawOrigin slow = inTwoParts(second)) {
            JdkFrontEnd front = StubRoutes.to(slow.port()).start();
            int port = front.socketPort(WEB);
            try (RawClient client = new RawClient(port)) {
                client.get("/").head();
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> front.stop(Duration.ofMinutes(1)));
                awaitRefused(port);
                assertFalse(stopped.isDone());
                second.countDown();
                assertEquals("helloworld", new String(client.in().readNBytes(10), StandardCharsets.US_ASCII));
                stopped.get(10, TimeUnit.SECONDS);
                assertTrue(client.isClosedByPeer());
            }
            front.close();
        }
    }

    @Test
    void anAnswerThatBeginsWhileStoppingClosesItsConnection() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
            assertTrue(answer.await(10, TimeUnit.SECONDS));
            out.write(OK.getBytes(StandardCharsets.US_ASCII));
        })) {
            JdkFrontEnd front = StubRoutes.to(origin.port()).start();
            int port = front.socketPort(WEB);
            try (RawClient client = new RawClient(port)) {
                client.get("/");
                origin.next();
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> front.stop(Duration.ofMinutes(1)));
                awaitRefused(port);
                answer.countDown();
                assertEquals("close", client.answer().header("connection"));
                stopped.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void stoppingCutsWhatTakesTooLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawOrigin slow = inTwoParts(never)) {
            JdkFrontEnd front = StubRoutes.to(slow.port()).start();
            try (RawClient client = new RawClient(front.socketPort(WEB))) {
                client.get("/").head();
                front.stop(Duration.ofMillis(50));
                assertEquals(5, client.in().readNBytes(10).length);
            }
        }
    }

    @Test
    void stoppingLeavesNoThread() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(OK)) {
            JdkFrontEnd front = StubRoutes.to(origin.port()).start();
            assertEquals(
                    "ok",
                    RawClient.ask(front.socketPort(WEB), "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .body());
            front.close();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("gatehouse-")) {
                    thread.join(10_000);
                    assertFalse(thread.isAlive(), thread.getName());
                }
            }
        }
    }

    @Test
    void twoListenersForOneSocketAreAProblem() throws Exception {
        int port = freePort();
        StubRoutes routes = new StubRoutes(head -> new Decision.Respond(null, 404, "", false));
        routes.binds = List.of(WEB, OTHER);
        try (JdkFrontEnd front = JdkFrontEnd.builder(routes).port(80, port).start()) {
            assertEquals(List.of(WEB), front.binds());
            assertEquals("port-in-use", front.problems().get(0).name());
            assertEquals(OTHER.owner(), front.problems().get(0).resource());
            routes.serve(List.of(OTHER));
            assertEquals(List.of(OTHER), front.binds());
            assertEquals(List.of(), front.problems());
            assertEquals(
                    404,
                    RawClient.ask(port, "GET / HTTP/1.1\r\nHost: h\r\n\r\n").status());
        }
        try (JdkFrontEnd front =
                JdkFrontEnd.builder(routes).port(80, port).port(OTHER, 0).start()) {
            assertEquals(List.of(OTHER), front.binds());
            routes.serve(List.of(WEB, OTHER));
            assertEquals(List.of(WEB, OTHER), front.binds());
            assertEquals(port, front.socketPort(WEB));
        }
    }

    @Test
    void aSocketThatTheSystemRefusesFailsTheStartAndIsAProblemLater() throws Exception {
        StubRoutes routes = StubRoutes.to(1);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (Closeable closed = taken) {
            assertSame(taken, closed);
            JdkFrontEnd.Builder builder = JdkFrontEnd.builder(routes)
                    .port(OTHER, taken.getLocalPort())
                    .port(80, 0);
            routes.binds = List.of(WEB, OTHER);
            assertThrows(IOException.class, builder::start);
            routes.binds = List.of(WEB);
            try (JdkFrontEnd front = builder.start()) {
                routes.serve(List.of(WEB, OTHER));
                assertEquals(List.of(WEB), front.binds());
                assertEquals("port-not-opened", front.problems().get(0).name());
                taken.close();
                routes.serve(List.of(WEB, OTHER));
                assertEquals(List.of(WEB, OTHER), front.binds());
                assertEquals(List.of(), front.problems());
            }
        }
    }

    @Test
    void onlyTheLoopbackAddressIsServedUnlessAsked() throws Exception {
        try (JdkFrontEnd front = StubRoutes.to(1).start()) {
            int port = front.socketPort(WEB);
            InetAddress other = InetAddress.getByName("127.0.0.2");
            assertThrows(ConnectException.class, () -> new java.net.Socket(other, port).close());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The JDK's server gives its socket up on a thread of its own. */
    private static void awaitRefused(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() - end < 0) {
            try {
                new RawClient(port).close();
            } catch (ConnectException e) {
                return;
            } catch (SocketException e) {
                Thread.onSpinWait(); // Reset: it came while the socket closed.
            }
        }
        throw new AssertionError("port " + port + " still accepts");
    }
}
