package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code serve} is told to choose among endpoints. */
@Timeout(120)
class BalancingTest {
    @TempDir
    private Path folder;

    /** One that is new has a place in the documents, or this fails. */
    @Test
    void eachSettingHasAPlaceInTheTable() throws Exception {
        Set<String> rows = new HashSet<>();
        boolean within = false;
        for (String line : Files.readAllLines(Repository.root().resolve("docs/balancing.md"))) {
            within = line.startsWith("| setting |") || (within && line.startsWith("|"));
            if (within && line.startsWith("| `")) {
                rows.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        assertEquals(Balancing.names(), rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loadBalancer=round-robin",
                "loadBalancer=least-request",
                "loadBalancer=random",
                "loadBalancer=hash:client",
                "loadBalancer=hash:header:X-User",
                "loadBalancer=hash:cookie:session",
                "loadBalancer=hash:query:user",
                "default/api/loadBalancer=random",
                "ejectAfter=off",
                "default/api/ejectAfter=3",
                "healthCheck=off",
                "healthCheck=tcp",
                "healthCheck=grpc",
                "healthCheck=grpc:shop.Shop",
                "healthCheck=http:/healthz?deep=1",
                "default/api/healthCheck=http:/",
                "retryPercent=0",
                "retriesPerSecond=0"
            })
    void whatCanBeSaid(String setting) {
        int equals = setting.indexOf('=');
        Balancing.of(Map.of(setting.substring(0, equals), setting.substring(equals + 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "loadBalancer, best, 'loadBalancer: found best (expected: round-robin, '",
        "loadBalancer, hash:, 'loadBalancer: found hash: (expected: round-robin, '",
        "ejectAfter, 0, 'ejectAfter: found 0 (expected: 1 or more)'",
        "default/api/ejectAfter, -1, 'default/api/ejectAfter: found -1 (expected: a number)'",
        "ejectFor, 10s, 'ejectFor: nothing is left out without ejectAfter'",
        "retryPercent, 101, 'retryPercent: found 101 (expected: 0 to 100)'",
        "default/api/retryPercent, 10, 'default/api/retryPercent: no such setting of a Service'",
        "healthCheck, /healthz, 'healthCheck: found /healthz (expected: off, http:/PATH, tcp, grpc or grpc:SERVICE)'",
        "healthInterval, 5s, 'healthInterval: nothing is asked without healthCheck'",
        "default/api/healthStatuses, 200, 'default/api/healthStatuses: nothing is asked without healthCheck'",
        "default/loadBalancer, random, 'default/loadBalancer: no such setting of a Service'"
    })
    void whatCannot(String name, String value, String message) {
        String told = assertThrows(IllegalArgumentException.class, () -> Balancing.of(Map.of(name, value)))
                .getMessage();
        assertTrue(told.startsWith(message), told);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "serve",
                Examples.folder("shop").toString(),
                "--set",
                name + "=" + value);
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void oneKeyStaysWithOneEndpoint(String frontEnd) throws Exception {
        try (TwoEndpoints shop = TwoEndpoints.open(folder)) {
            Path settings = folder.resolve("settings");
            Files.writeString(
                    settings, "default/shop/loadBalancer: hash:header:X-User # one of its own\nanswer: 30s\n");
            try (RunningServe serve = shop.serve("--front-end", frontEnd, "--settings", settings.toString())) {
                Set<String> ofAll = new HashSet<>();
                for (int user = 0; user < 24; user++) {
                    Set<String> ofOne = new HashSet<>();
                    for (int i = 0; i < 3; i++) {
                        ofOne.add(shop.get(serve, "X-User", "user" + user).body());
                    }
                    assertEquals(1, ofOne.size(), "user " + user + " went to " + ofOne);
                    ofAll.addAll(ofOne);
                }
                assertEquals(Set.of("one", "two"), ofAll);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void oneClientStaysWithOneEndpoint(String frontEnd) throws Exception {
        try (TwoEndpoints shop = TwoEndpoints.open(folder);
                RunningServe serve = shop.serve("--front-end", frontEnd, "--set", "loadBalancer=hash:client")) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 8; i++) {
                seen.add(shop.get(serve, "X-User", "user" + i).body());
            }
            assertEquals(1, seen.size(), "went to " + seen);
        }
    }

    @Test
    void oneThatFailsIsLeftOutAndCounted() throws Exception {
        try (TwoEndpoints shop = TwoEndpoints.open(folder);
                RunningServe serve = shop.serve("--set", "ejectAfter=2", "--set", "ejectFor=1h", "--metrics", "0")) {
            shop.fail("two");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                statuses.add(shop.get(serve, "X-User", "any").status());
            }
            assertEquals(2, statuses.stream().filter(status -> status == 500).count(), "of " + statuses);
            assertEquals(
                    1.0,
                    MetricsTest.samples(serve).get("gatehouse_upstream_ejections_total{backend=\"default/shop:80\"}"));
        }
    }

    @Test
    void serveTellsForHowLongAndWhenItAnswersAgain() throws Exception {
        try (TwoEndpoints shop = TwoEndpoints.open(folder);
                RunningServe serve =
                        shop.serve("--quiet", "--set", "ejectAfter=1", "--set", "ejectFor=1ms", "--front-end", "jdk")) {
            String two = "127\\.0\\.0\\.1:" + shop.port("two") + " of default/shop:80 ";
            shop.fail("two");
            shop.get(serve, "X-User", "any");
            shop.get(serve, "X-User", "any");
            serve.await(two + "fails requests and is left out for 1 ms");
            shop.recover("two");
            while (!serve.out().contains("answers requests again")) {
                shop.get(serve, "X-User", "any");
            }
            serve.await(two + "answers requests again");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "healthStatuses, 100, 'healthStatuses: found 100 (expected: such as 200-299,404)'",
        "healthInterval, 0s, 'healthInterval: found 0s (expected: more)'",
        "healthTimeout, soon, 'healthTimeout: found soon (expected: a duration'",
        "healthFailingAfter, 0, 'healthFailingAfter: found 0 (expected: 1 or more)'"
    })
    void whatIsNoHealthCheck(String name, String value, String message) {
        Map<String, String> set = Map.of("healthCheck", "http:/healthz", name, value);
        String told = assertThrows(IllegalArgumentException.class, () -> Balancing.of(set))
                .getMessage();
        assertTrue(told.startsWith(message), told);
        assertThrows(
                IllegalArgumentException.class,
                () -> Balancing.of(Map.of("healthCheck", "tcp", "healthHost", "a.example")),
                "a host without a request");
    }

    @Test
    void oneThatFailsItsChecksIsLeftOutAndThatIsToldAndCounted() throws Exception {
        try (TwoEndpoints shop = TwoEndpoints.open(folder);
                RunningServe serve = shop.serve(
                        "--quiet",
                        "--set",
                        "healthCheck=http:/healthz",
                        "--set",
                        "healthInterval=10ms",
                        "--set",
                        "healthTimeout=30s",
                        "--metrics",
                        "0")) {
            String two = "127\\.0\\.0\\.1:" + shop.port("two") + " of default/shop:80 ";
            shop.fail("two");
            serve.await(two + "fails its health checks and is left out: status 500");
            Set<Integer> statuses = new HashSet<>();
            for (int i = 0; i < 6; i++) {
                statuses.add(shop.get(serve, "X-User", "any").status());
            }
            assertEquals(Set.of(200), statuses);
            Map<String, Double> samples = MetricsTest.samples(serve);
            assertEquals(1.0, samples.get("gatehouse_upstream_endpoints_failing{backend=\"default/shop:80\"}"));
            assertTrue(
                    samples.get("gatehouse_upstream_health_checks_total{backend=\"default/shop:80\",result=\"failed\"}")
                            >= 3.0,
                    samples.toString());
            shop.recover("two");
            serve.await(two + "passes its health checks again");
        }
    }

    @Test
    void theJdkMakesNoHealthChecks() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "serve",
                Examples.folder("shop").toString(),
                "--front-end",
                "jdk",
                "--set",
                "healthCheck=tcp");
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--front-end jdk makes no health checks"));
    }

    @ParameterizedTest
    @CsvSource({"20, 100, 2", "0, 0, 1"})
    void retriesHaveTheBudgetThatIsSet(int percent, int perSecond, int tries) throws Exception {
        try (TwoEndpoints shop = TwoEndpoints.open(folder);
                RunningServe serve =
                        shop.serve("--set", "retryPercent=" + percent, "--set", "retriesPerSecond=" + perSecond)) {
            shop.fail("one");
            shop.fail("two");
            shop.get(serve, "X-User", "any-again");
            assertEquals(tries, shop.requests());
        }
    }
}
