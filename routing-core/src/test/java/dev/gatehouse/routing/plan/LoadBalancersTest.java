package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which endpoint a request gets. */
class LoadBalancersTest {
    private static final ServiceBackend SHOP = new ServiceBackend("default", "shop", 80, null);
    private static final Request REQUEST = TestHead.get("/").request();

    private static List<Endpoint> endpoints(int count) {
        return IntStream.range(0, count)
                .<Endpoint>mapToObj(i -> new Endpoint.Address("10.0.0." + (i + 1), 8080))
                .toList();
    }

    private static Request keyed(int key) {
        return TestHead.get("/").with("key", "k" + key).request();
    }

    @Test
    void allAreChosenAtRandom() {
        Random random = new Random(1);
        LoadBalancer balancer = new RandomChoice(random::nextInt);
        Map<Endpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < 4000; i++) {
            counts.merge(balancer.choose(SHOP, endpoints(4), REQUEST), 1, Integer::sum);
        }
        assertEquals(Set.copyOf(endpoints(4)), counts.keySet());
        assertTrue(counts.values().stream().allMatch(count -> count > 850 && count < 1150), counts::toString);
    }

    @Test
    void ofTwoTheOneWithLessUnderWay() {
        Random random = new Random(1);
        LoadBalancer balancer = new LeastRequest(random::nextInt);
        List<Endpoint> two = endpoints(2);
        balancer.began(SHOP, two.get(0));
        for (int i = 0; i < 20; i++) {
            assertEquals(two.get(1), balancer.choose(SHOP, two, REQUEST));
        }
        balancer.ended(SHOP, two.get(0), Outcome.ANSWERED);
        balancer.began(SHOP, two.get(1));
        assertEquals(two.get(0), balancer.choose(SHOP, two, REQUEST));
    }

    @Test
    void aSlowEndpointGetsLess() {
        Random random = new Random(1);
        LoadBalancer balancer = new LeastRequest(random::nextInt);
        List<Endpoint> endpoints = endpoints(4);
        Map<Endpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            Endpoint chosen = balancer.choose(SHOP, endpoints, REQUEST);
            counts.merge(chosen, 1, Integer::sum);
            balancer.began(SHOP, chosen);
            if (!chosen.equals(endpoints.get(0))) {
                balancer.ended(SHOP, chosen, Outcome.ANSWERED);
            }
        }
        assertEquals(1, counts.getOrDefault(endpoints.get(0), 0), "its first request never ends");
    }

    @Test
    void oneKeyHasOneEndpointAndFewMoveWhenOneGoes() {
        LoadBalancer balancer = LoadBalancer.consistentHash(request -> request.header("key"));
        List<Endpoint> five = endpoints(5);
        List<Endpoint> four = five.subList(0, 4);
        Map<Endpoint, Integer> counts = new HashMap<>();
        for (int key = 0; key < 5000; key++) {
            Endpoint chosen = balancer.choose(SHOP, five, keyed(key));
            assertEquals(chosen, balancer.choose(SHOP, five, keyed(key)));
            counts.merge(chosen, 1, Integer::sum);
            Endpoint left = balancer.choose(SHOP, four, keyed(key));
            assertTrue(left.equals(chosen) || chosen.equals(five.get(4)), "only the keys of the one that went move");
        }
        assertTrue(counts.values().stream().allMatch(count -> count > 850 && count < 1150), counts::toString);
        Set<Endpoint> keyless = Set.copyOf(IntStream.range(0, 100)
                .mapToObj(i -> balancer.choose(SHOP, five, REQUEST))
                .toList());
        assertTrue(keyless.size() > 1, "without a key any");
    }

    private long now = -5;
    private final List<String> told = new ArrayList<>();

    private LoadBalancer ejecting() {
        return LeavingOut.of(
                (backend, endpoints) -> endpoints.get(0),
                new Ejections(3, Duration.ofNanos(100), () -> now, new EjectionObserver() {
                    @Override
                    public void leftOut(ServiceBackend backend, Endpoint endpoint, Duration pause) {
                        told.add("out for " + pause.toNanos());
                    }

                    @Override
                    public void answering(ServiceBackend backend, Endpoint endpoint) {
                        told.add("answering");
                    }
                }));
    }

    private void end(LoadBalancer balancer, Endpoint endpoint, Outcome... outcomes) {
        for (Outcome outcome : outcomes) {
            balancer.began(SHOP, endpoint);
            balancer.ended(SHOP, endpoint, outcome);
        }
    }

    @Test
    void whoIsLeftOutIsToldWithHowLongAndWhenItAnswersAgain() {
        LoadBalancer balancer = ejecting();
        Endpoint one = endpoints(2).get(0);
        end(balancer, one, Outcome.ERROR, Outcome.ERROR, Outcome.ANSWERED);
        assertEquals(List.of(), told, "it was not left out");
        end(balancer, one, Outcome.ERROR, Outcome.ERROR, Outcome.ERROR, Outcome.ERROR);
        assertEquals(List.of("out for 100"), told, "what was under way tells nothing new");
        now += 100;
        end(balancer, one, Outcome.ERROR);
        now += 200;
        end(balancer, one, Outcome.ANSWERED, Outcome.ANSWERED);
        assertEquals(List.of("out for 100", "out for 200", "answering"), told);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"ERROR", "UNREACHABLE", "TIMEOUT"})
    void oneThatFailsAgainAndAgainIsLeftOut(Outcome failure) {
        LoadBalancer balancer = ejecting();
        List<Endpoint> three = endpoints(3);
        Endpoint bad = three.get(0);
        end(balancer, bad, failure, failure, Outcome.ANSWERED, failure, failure, Outcome.ABANDONED);
        assertEquals(bad, balancer.choose(SHOP, three, REQUEST), "never three in a row");
        end(balancer, bad, failure);
        assertEquals(three.get(1), balancer.choose(SHOP, three, REQUEST));
        now += 99;
        assertEquals(three.get(1), balancer.choose(SHOP, three, REQUEST));
        now += 1;
        assertEquals(bad, balancer.choose(SHOP, three, REQUEST), "it is tried again");
        end(balancer, bad, failure);
        now += 199;
        assertEquals(three.get(1), balancer.choose(SHOP, three, REQUEST), "the second time is twice as long");
        now += 1;
        end(balancer, bad, Outcome.ANSWERED);
        end(balancer, bad, failure, failure);
        assertEquals(bad, balancer.choose(SHOP, three, REQUEST), "it begins anew");
    }

    @Test
    void whereMoreThanHalfFailNoneIsLeftOut() {
        LoadBalancer balancer = ejecting();
        List<Endpoint> three = endpoints(3);
        for (Endpoint each : three.subList(0, 2)) {
            end(balancer, each, Outcome.ERROR, Outcome.ERROR, Outcome.ERROR);
        }
        assertEquals(three.get(0), balancer.choose(SHOP, three, REQUEST));
        assertEquals(three.get(0), balancer.choose(SHOP, three.subList(0, 1), REQUEST));
    }

    @Test
    void failuresAreCountedFromOne() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LoadBalancer.ejecting(LoadBalancer.roundRobin(), 0, Duration.ofSeconds(1)));
    }

    @Test
    void retriesHaveABudget() {
        RetryBudgets budgets = new RetryBudgets(20, 10, () -> now);
        List<Boolean> first = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            first.add(budgets.permit(SHOP));
        }
        assertEquals(10, first.stream().filter(each -> each).count(), "ten in a second in any case");
        now += 1_000_000_000L;
        for (int i = 0; i < 200; i++) {
            budgets.count(SHOP);
        }
        int permitted = 0;
        while (budgets.permit(SHOP)) {
            permitted++;
        }
        assertEquals(30, permitted, "a fifth of the requests of ten seconds, all retries counted");
        now += 20_000_000_000L;
        for (int i = 0; i < 10; i++) {
            assertTrue(budgets.permit(SHOP), "what is long ago does not count");
        }
    }
}
