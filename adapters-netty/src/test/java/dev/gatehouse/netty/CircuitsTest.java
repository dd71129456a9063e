package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.plan.RetryBudgets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much of an endpoint's there may be: connections, requests that wait for one, retries; and endpoints that fail are left out. */
@Timeout(60)
class CircuitsTest {
    private static World start(World world, UnaryOperator<FrontEndLimits.Builder> change) throws Exception {
        return world.start(builder -> builder.limits(
                change.apply(FrontEndLimits.defaults().toBuilder()).build()));
    }

    private static void write(java.io.OutputStream out, String text) throws java.io.IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aRequestThatWouldNeedOneConnectionTooManyGets503() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    go.await();
                    write(out, RawOrigin.OK);
                });
                World world =
                        start(new World().service("shop", origin.port()), limits -> limits.upstreamConnections(1));
                RawClient first = world.client().get("/")) {
            origin.next();
            assertEquals(503, world.get("/").status());
            go.countDown();
            assertEquals("ok", first.answer().body());
            // The connection is free, and the client's own loop has it.
            assertEquals("ok", first.get("/").answer().body());
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void aRequestThatWouldBeOneTooManyToWaitForAConnectionGets503() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                World world = start(
                        new World().service("shop", silent.getLocalPort()).documents("""
                                apiVersion: gateway.networking.k8s.io/v1
                                kind: BackendTLSPolicy
                                metadata: {name: shop, namespace: default}
                                spec:
                                  targetRefs: [{group: "", kind: Service, name: shop}]
                                  validation: {wellKnownCACertificates: System, hostname: shop.example}
                                """),
                        limits -> limits.upstreamPending(1).connect(Duration.ofSeconds(5)));
                RawClient first = world.client().get("/");
                Socket shaking = silent.accept()) {
            assertTrue(shaking.getInputStream().read() >= 0);
            assertEquals(503, world.get("/").status());
            shaking.shutdownOutput();
            assertEquals(502, first.answer().status());
            // Nobody waits now.
            try (RawClient next = world.client().get("/");
                    Socket again = silent.accept()) {
                again.shutdownOutput();
                assertEquals(502, next.answer().status());
            }
        }
    }

    @Test
    void retriesEndWithTheirBudget() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    tries.incrementAndGet();
                    write(out, "HTTP/1.1 503 S\r\nContent-Length: 0\r\n\r\n");
                });
                World world = new World()
                        .service("shop", origin.port())
                        .live(routes -> routes.retryBudgets(new RetryBudgets(0, 1)))
                        .rule("""
                                backendRefs: [{name: shop, port: 80}]
                                retry: {codes: [503], attempts: 5, backoff: 1ms}
                                """)
                        .start()) {
            assertEquals(503, world.get("/").status());
            assertTrue(tries.get() < 6, "tries: " + tries);
        }
    }

    @Test
    void anEndpointThatFailsInARowIsLeftOut() throws Exception {
        AtomicInteger toTheBad = new AtomicInteger();
        try (RawOrigin good = RawOrigin.saying(RawOrigin.OK);
                RawOrigin bad = new RawOrigin((request, out) -> {
                    toTheBad.incrementAndGet();
                    write(out, "HTTP/1.1 500 S\r\nContent-Length: 0\r\n\r\n");
                });
                World world = new World()
                        .service("shop", good.port(), bad.port())
                        .live(routes -> routes.loadBalancer(
                                LoadBalancer.ejecting(LoadBalancer.roundRobin(), 2, Duration.ofHours(1))))
                        .start();
                RawClient client = world.client()) {
            Map<Integer, Integer> statuses = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                statuses.merge(client.get("/").answer().status(), 1, Integer::sum);
            }
            assertEquals(Map.of(200, 18, 500, 2), statuses);
            assertEquals(2, toTheBad.get());
        }
    }

    /** What is under way counts from the head to the last piece of the answer. */
    @Test
    void ofTwoEndpointsTheOneWithLessUnderWayIsAsked() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        RawOrigin.Answer slow = (request, out) -> {
            if (request.line().contains("/slow")) {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
                out.flush();
                go.await();
                write(out, "1");
            } else {
                write(out, RawOrigin.OK);
            }
        };
        try (RawOrigin one = new RawOrigin(slow);
                RawOrigin two = new RawOrigin(slow);
                World world = new World()
                        .service("shop", one.port(), two.port())
                        .live(routes -> routes.loadBalancer(LoadBalancer.leastRequest()))
                        .start();
                RawClient held = world.client().get("/slow")) {
            held.head();
            RawOrigin busy = one.wasAsked() ? one : two;
            busy.next();
            for (int i = 0; i < 10; i++) {
                assertEquals("ok", world.get("/").body());
            }
            assertFalse(busy.wasAsked());
            go.countDown();
            assertEquals('1', held.in().read());
        }
    }

    @Test
    void theSameKeyGoesToTheSameEndpoint() throws Exception {
        try (RawOrigin one = RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
                RawOrigin two = RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
                World world = new World()
                        .service("shop", one.port(), two.port())
                        .live(routes ->
                                routes.loadBalancer(LoadBalancer.consistentHash(request -> request.header("user"))))
                        .start();
                RawClient client = world.client()) {
            Map<String, String> endpoints = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                String user = "u" + i % 20;
                String endpoint = client.send("GET / HTTP/1.1\r\nHost: h\r\nUser: " + user + "\r\n\r\n")
                        .answer()
                        .body();
                assertEquals(endpoint, endpoints.getOrDefault(user, endpoint), user);
                endpoints.put(user, endpoint);
            }
            assertEquals(2, endpoints.values().stream().distinct().count());
        }
    }
}
