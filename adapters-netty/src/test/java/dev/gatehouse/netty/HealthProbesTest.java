package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthCheck.Probe;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.plan.HealthObserver;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints are asked whether they are well. */
@Timeout(60)
@SuppressWarnings("try") // a front end asks for as long as it is there
class HealthProbesTest {
    private static final HealthCheck.Http HEALTHZ = HealthCheck.Http.of("/healthz");

    /** Often, so that a test need not wait; and with patience, so that a slow machine does not fail one. */
    private static HealthCheck check(Probe probe) {
        return new HealthCheck(probe, Duration.ofMillis(5), Duration.ofSeconds(30), 2, 2);
    }

    private static HealthChecks checks(Probe probe) {
        return HealthChecks.builder().all(check(probe)).build();
    }

    private static World checked(World world, HealthChecks checks) {
        return world.live(routes -> routes.healthChecks(checks));
    }

    /** What came of each check: empty where the endpoint was well. */
    private static BlockingQueue<String> results(HealthChecks checks) {
        BlockingQueue<String> results = new LinkedBlockingQueue<>();
        checks.observe(new HealthObserver() {
            @Override
            public void checked(ServiceBackend backend, Endpoint.Address endpoint, @Nullable String failure) {
                results.add(failure == null ? "" : failure);
            }
        });
        return results;
    }

    private static String next(BlockingQueue<String> results) throws InterruptedException {
        String result = results.poll(30, TimeUnit.SECONDS);
        if (result == null) {
            throw new AssertionError("no check");
        }
        return result;
    }

    private static void awaitFailing(HealthChecks checks, World world, int count) throws InterruptedException {
        ServiceBackend shop =
                world.routes().current().upstreams().keySet().iterator().next();
        while (checks.failing(shop).size() != count) {
            Thread.sleep(1);
        }
    }

    @Test
    void oneThatFailsGetsNothingUntilItPassesAgain() throws Exception {
        AtomicInteger health = new AtomicInteger(200);
        HealthChecks checks = checks(HEALTHZ);
        try (RawOrigin well = RawOrigin.saying(RawOrigin.OK);
                RawOrigin ailing = new RawOrigin(
                        (request, out) -> out.write((request.line().contains("/healthz")
                                        ? "HTTP/1.1 " + health.get() + " Health\r\nContent-Length: 0\r\n\r\n"
                                        : "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nailing")
                                .getBytes(StandardCharsets.US_ASCII)));
                World world = checked(new World().service("shop", well.port(), ailing.port()), checks)
                        .start()) {
            assertEquals(Set.of("ok", "ailing"), answers(world));
            health.set(503);
            awaitFailing(checks, world, 1);
            assertEquals(Set.of("ok"), answers(world));
            health.set(204);
            awaitFailing(checks, world, 0);
            assertEquals(Set.of("ok", "ailing"), answers(world));
        }
    }

    private static Set<String> answers(World world) throws Exception {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            answers.add(world.get("/").body());
        }
        return answers;
    }

    @Test
    void whereAllFailAllAreServed() throws Exception {
        HealthChecks checks = checks(HEALTHZ);
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nok");
                World world = checked(new World().service("shop", origin.port()), checks)
                        .start()) {
            awaitFailing(checks, world, 1);
            assertEquals("ok", world.get("/").body());
        }
    }

    @Test
    void anEndpointSeesWhoAsks() throws Exception {
        HealthChecks checks = checks(
                new HealthCheck.Http("/health?deep=1", "health.example", List.of(new HealthCheck.Statuses(200, 200))));
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = checked(new World().service("shop", origin.port()), checks)
                        .start()) {
            RawOrigin.Request request = origin.next();
            assertEquals("GET /health?deep=1 HTTP/1.1", request.line());
            assertEquals(List.of("health.example"), request.values("host"));
            assertEquals(List.of("gatehouse-health-check"), request.values("user-agent"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200-200, ''",
        "201, 200-200, status 201",
        "404, 200-299;404-404, ''",
        "302, 200-399, ''",
        "500, 200-399, status 500"
    })
    void statusesAreThoseThatAreExpected(int status, String expected, String result) throws Exception {
        List<HealthCheck.Statuses> ranges = java.util.stream.Stream.of(expected.split(";"))
                .map(range -> new HealthCheck.Statuses(
                        Integer.parseInt(range.substring(0, 3)), Integer.parseInt(range.substring(4))))
                .toList();
        HealthChecks checks = checks(new HealthCheck.Http("/", "", ranges));
        BlockingQueue<String> results = results(checks);
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 " + status + " Told\r\nContent-Length: 2\r\n\r\nok");
                World world = checked(new World().service("shop", origin.port()), checks)
                        .start()) {
            assertEquals(result, next(results));
            assertEquals(result, next(results), "and again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok", "SSH-2.0-Server\r\n\r\n", ""})
    void whatIsNoAnswerIsAFailure(String answer) throws Exception {
        HealthChecks checks = checks(HEALTHZ);
        BlockingQueue<String> results = results(checks);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    request.socket().shutdownOutput();
                });
                World world = checked(new World().service("shop", origin.port()), checks)
                        .start()) {
            assertFalse(next(results).isEmpty());
        }
    }

    @Test
    void oneThatIsSilentFails() throws Exception {
        HealthChecks checks = HealthChecks.builder()
                .all(new HealthCheck(HEALTHZ, Duration.ofMillis(5), Duration.ofMillis(50), 1, 1))
                .build();
        BlockingQueue<String> results = results(checks);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                World world = checked(new World().service("shop", silent.getLocalPort()), checks)
                        .start()) {
            assertEquals("no answer within 50 ms", next(results));
            assertEquals("no answer within 50 ms", next(results));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionIsEnoughWhereThatIsAsked(boolean listening) throws Exception {
        HealthChecks checks = checks(new HealthCheck.Tcp());
        BlockingQueue<String> results = results(checks);
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        if (!listening) {
            server.close();
        }
        try (server;
                World world = checked(new World().service("shop", server.getLocalPort()), checks)
                        .start()) {
            assertEquals(listening, next(results).isEmpty());
            assertEquals(listening, next(results).isEmpty());
        }
    }

    @Test
    void http2IsAskedInHttp2() throws Exception {
        HealthChecks checks = checks(HEALTHZ);
        BlockingQueue<String> results = results(checks);
        try (Http2Origin origin = new Http2Origin();
                World world = checked(new World().service("shop", "kubernetes.io/h2c", origin.port()), checks)
                        .start()) {
            assertEquals("/healthz", origin.next().path().toString());
            assertEquals("", next(results));
            assertEquals("", next(results));
            assertTrue(origin.connections.get() > 1, "each has a connection of its own");
        }
    }

    /** {@code HealthCheckResponse.status}: 1 is SERVING. */
    @ParameterizedTest
    @CsvSource({"1, ''", "2, not serving", "0, not serving", "5, grpc-status 5", "12, grpc-status 12"})
    void grpcHasAQuestionOfItsOwn(int told, String result) throws Exception {
        MethodDescriptor<byte[], byte[]> method = Calls.ofBytes("grpc.health.v1.Health/Check");
        AtomicReference<String> asked = new AtomicReference<>();
        HealthChecks checks = checks(new HealthCheck.Grpc("shop.Shop"));
        BlockingQueue<String> results = results(checks);
        try (Calls.Origin origin = new Calls.Origin(ServerServiceDefinition.builder("grpc.health.v1.Health")
                        .addMethod(method, ServerCalls.asyncUnaryCall((request, answer) -> {
                            asked.set(new String(request, 2, request.length - 2, StandardCharsets.UTF_8));
                            if (told > 2) {
                                answer.onError(Status.fromCodeValue(told).asException());
                            } else {
                                answer.onNext(told == 0 ? new byte[0] : new byte[] {8, (byte) told});
                                answer.onCompleted();
                            }
                        }))
                        .build());
                World world = checked(new World().service("shop", origin.port()), checks)
                        .start()) {
            assertEquals(result, next(results));
            assertEquals("shop.Shop", asked.get());
        }
    }

    @Test
    void probesBeginAndEndWithTheirEndpoints() throws Exception {
        HealthChecks checks = checks(HEALTHZ);
        BlockingQueue<String> forgotten = new LinkedBlockingQueue<>();
        checks.observe(new HealthObserver() {
            @Override
            public void forgotten(ServiceBackend backend, Endpoint.Address endpoint) {
                forgotten.add(endpoint.toString());
            }
        });
        try (RawOrigin well = RawOrigin.saying(RawOrigin.OK);
                RawOrigin next = RawOrigin.saying(RawOrigin.OK);
                ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            closed.close();
            try (World world = checked(new World().service("shop", well.port(), closed.getLocalPort()), checks)
                    .start()) {
                well.next();
                awaitFailing(checks, world, 1);
                world.service("shop", well.port(), next.port()).apply();
                assertEquals("127.0.0.1:" + closed.getLocalPort(), next(forgotten));
                next.next();
                awaitFailing(checks, world, 0);
            }
        }
    }

    @Test
    void nothingIsAskedOfServicesWithoutChecksNorAfterTheEnd() throws Exception {
        HealthChecks checks = HealthChecks.builder()
                .service("default", "shop", check(HEALTHZ))
                .build();
        BlockingQueue<String> results = results(checks);
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                RawOrigin other = RawOrigin.saying(RawOrigin.OK)) {
            try (World world = checked(
                            new World()
                                    .service("shop", shop.port())
                                    .service("other", other.port())
                                    .rule("backendRefs: [{name: shop, port: 80}, {name: other, port: 80, weight: 1}]"),
                            checks)
                    .start()) {
                next(results);
                assertNull(checks.of(world.routes().current().upstreams().keySet().stream()
                        .filter(backend -> backend.name().equals("other"))
                        .findAny()
                        .orElseThrow()));
            }
            results.clear();
            assertEquals(0, other.connections());
            assertNull(results.poll());
        }
    }
}
