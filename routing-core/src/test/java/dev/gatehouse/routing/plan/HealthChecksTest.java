package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes of health checks, whoever makes them. */
class HealthChecksTest {
    private static final ServiceBackend SHOP = new ServiceBackend("default", "shop", 80, null);
    private static final ServiceBackend API = new ServiceBackend("default", "api", 80, null);
    private static final Request REQUEST = TestHead.get("/").request();
    private static final HealthCheck CHECK =
            new HealthCheck(HealthCheck.Http.of("/healthz"), Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2);
    private static final LoadBalancer FIRST = (backend, endpoints) -> endpoints.get(0);

    private final HealthChecks checks = HealthChecks.builder().all(CHECK).build();
    private final List<String> told = new ArrayList<>();

    private static Endpoint.Address endpoint(int number) {
        return new Endpoint.Address("10.0.0." + number, 8080);
    }

    private static List<Endpoint> endpoints(int count) {
        return IntStream.range(0, count)
                .<Endpoint>mapToObj(HealthChecksTest::endpoint)
                .toList();
    }

    private void fail(int endpoint, int times) {
        for (int i = 0; i < times; i++) {
            checks.failed(SHOP, endpoint(endpoint), "refused");
        }
    }

    private void pass(int endpoint, int times) {
        for (int i = 0; i < times; i++) {
            checks.passed(SHOP, endpoint(endpoint));
        }
    }

    @Test
    void oneThatFailsOftenEnoughInARowIsLeftOutUntilItPassesOftenEnough() {
        checks.observe(new HealthObserver() {
            @Override
            public void failing(ServiceBackend backend, Endpoint.Address endpoint, String failure) {
                told.add(backend + " " + endpoint + " " + failure);
            }

            @Override
            public void passing(ServiceBackend backend, Endpoint.Address endpoint) {
                told.add(backend + " " + endpoint + " passes");
            }
        });
        LoadBalancer balancer = checks.among(FIRST);
        fail(0, 2);
        pass(0, 1);
        fail(0, 2);
        assertEquals(endpoint(0), balancer.choose(SHOP, endpoints(3), REQUEST), "never three in a row");
        fail(0, 1);
        assertEquals(endpoint(1), balancer.choose(SHOP, endpoints(3), REQUEST));
        assertEquals(endpoint(1), balancer.choose(SHOP, endpoints(3)), "connections too");
        assertEquals(endpoint(0), balancer.choose(API, endpoints(3), REQUEST), "another Service is asked by itself");
        assertEquals(Set.of(endpoint(0)), checks.failing(SHOP));
        pass(0, 1);
        fail(0, 1);
        pass(0, 1);
        assertEquals(endpoint(1), balancer.choose(SHOP, endpoints(3), REQUEST), "never two in a row");
        pass(0, 1);
        assertEquals(endpoint(0), balancer.choose(SHOP, endpoints(3), REQUEST));
        assertEquals(List.of("default/shop:80 10.0.0.0:8080 refused", "default/shop:80 10.0.0.0:8080 passes"), told);
    }

    @Test
    void whereMoreThanHalfFailNoneIsLeftOut() {
        LoadBalancer balancer = checks.among(FIRST);
        fail(0, 3);
        fail(1, 3);
        assertEquals(endpoint(2), balancer.choose(SHOP, endpoints(4), REQUEST), "half are left");
        assertEquals(endpoint(0), balancer.choose(SHOP, endpoints(3), REQUEST));
        assertEquals(endpoint(0), balancer.choose(SHOP, endpoints(1), REQUEST));
    }

    @Test
    void whatFailsItsChecksAndWhatFailsRequestsCountsTogether() {
        LoadBalancer balancer = checks.among(
                LeavingOut.of(FIRST, new Ejections(1, Duration.ofHours(1), () -> 0, new EjectionObserver() {})));
        fail(0, 3);
        balancer.ended(SHOP, endpoint(1), Outcome.TIMEOUT);
        assertEquals(endpoint(2), balancer.choose(SHOP, endpoints(4), REQUEST));
        balancer.ended(SHOP, endpoint(2), Outcome.TIMEOUT);
        assertEquals(endpoint(0), balancer.choose(SHOP, endpoints(4), REQUEST), "three of four: none is left out");
    }

    @Test
    void aSessionDoesNotLeadToOneThatFails() {
        LoadBalancer balancer = checks.among(FIRST);
        fail(0, 3);
        assertEquals(true, balancer.avoids(SHOP, endpoint(0), endpoints(2)));
        assertEquals(false, balancer.avoids(SHOP, endpoint(1), endpoints(2)));
        assertEquals(false, balancer.avoids(SHOP, endpoint(0), endpoints(1)), "there is no other");
    }

    @Test
    void oneThatComesAgainBeginsAnew() {
        checks.observe(new HealthObserver() {
            @Override
            public void forgotten(ServiceBackend backend, Endpoint.Address endpoint) {
                told.add("forgotten " + endpoint);
            }
        });
        fail(0, 3);
        fail(1, 2);
        checks.forget(SHOP, endpoint(0));
        checks.forget(SHOP, endpoint(1));
        assertEquals(Set.of(), checks.failing(SHOP));
        fail(1, 2);
        assertEquals(Set.of(), checks.failing(SHOP));
        assertEquals(List.of("forgotten 10.0.0.0:8080"), told);
    }

    @Test
    void aServiceHasItsOwn() {
        HealthCheck tcp = HealthCheck.of(new HealthCheck.Tcp());
        HealthChecks own = HealthChecks.builder()
                .all(CHECK)
                .service("default", "api", tcp)
                .service("default", "quiet", null)
                .build();
        assertEquals(CHECK, own.of(SHOP));
        assertEquals(tcp, own.of(API));
        @Nullable HealthCheck none = own.of(new ServiceBackend("default", "quiet", 80, null));
        assertNull(none);
        assertNull(HealthChecks.builder().build().of(SHOP));
    }

    @Test
    void whatIsNoCheckIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> HealthCheck.Http.of("healthz"));
        assertThrows(IllegalArgumentException.class, () -> new HealthCheck.Statuses(100, 200));
        assertThrows(IllegalArgumentException.class, () -> new HealthCheck.Statuses(300, 200));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HealthCheck(new HealthCheck.Tcp(), Duration.ZERO, Duration.ofSeconds(1), 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HealthCheck(new HealthCheck.Tcp(), Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 1));
    }
}
