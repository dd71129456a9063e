package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse conform} over sockets and without, on a suite of our own. */
class ConformCommandTest {
    private static final String SUITE = "src/test/resources/conformance-v9.9.9";

    @TempDir
    private Path folder;

    @Test
    void whatHoldsPassesOverSockets() {
        assertEquals(
                new Program(0, "10 passed, 0 failed, 0 skipped\n", ""),
                Program.run("conform", SUITE, "--test", "Answers"));
        assertEquals(new Program(0, """
                        skipped 1: not spoken: HTTP/2 in cleartext
                        skipped 1: not spoken: HTTP/2 within TLS
                        skipped 1: not spoken: WebSocket
                        7 passed, 0 failed, 3 skipped
                        """, ""), Program.run("conform", SUITE, "--front-end", "jdk", "--test", "Answers"));
        assertEquals(
                new Program(0, "4 passed, 0 failed, 0 skipped\n", ""),
                Program.run("conform", SUITE, "--test", "Waits"));
        assertEquals(
                new Program(0, """
                        skipped 1: not judged: response header Server, which a front end need not send
                        skipped 1: not spoken: lines within TLS
                        5 passed, 0 failed, 2 skipped
                        """, ""), Program.run("conform", SUITE, "--front-end", "jdk", "--test", "Handshakes"));
    }

    @Test
    void whatDoesNotHoldIsToldWithWhatCame() {
        Program run = Program.run("conform", SUITE, "--front-end", "jdk", "--test", "Mistakes");
        assertEquals(1, run.status());
        for (String told : List.of(
                """
                FAILED conformance-v9.9.9: Mistakes step 1: http GET http://(address)/roses
                  expected backend tulips
                  actual   backend roses-5c7d9-0
                """,
                "  expected answered by HTTP/1.0\n  actual   HTTP/1.1\n",
                "  expected the certificate default\n  actual   that of Secret [gate-certificate]\n",
                "  expected a certificate other than gate-certificate\n  actual   that of Secret [gate-certificate]\n",
                "  expected a connection that is refused\n  actual   that of Secret [gate-certificate]\n",
                "  expected a connection\n  actual   none: nothing listens on port 444\n",
                "  expected status [200]\n  actual   no response: java.io.IOException: java.lang.IllegalArgumentException")) {
            assertTrue(run.out().contains(told), () -> told + " is not in\n" + run.out());
        }
        assertTrue(run.out().endsWith("\n0 passed, 7 failed, 0 skipped\n"), run.out());
    }

    @Test
    void routingAloneSkipsWhatNeedsConnections() {
        Program run = Program.run("conform", SUITE, "--front-end", "core", "--test", "Handshakes");
        assertEquals(0, run.status(), run.toString());
        assertTrue(run.out().contains("skipped 5: needs connections: TLS\n"), run.out());
        assertTrue(run.out().endsWith("\n0 passed, 0 failed, 7 skipped\n"), run.out());
    }

    @Test
    void theReportHasTheFormOfTheGatewayApi() throws Exception {
        Path report = folder.resolve("report.yaml");
        Program run = Program.run(
                "conform",
                SUITE,
                "--front-end",
                "jdk",
                "--report",
                report.toString(),
                "--url",
                "https://gate.example/",
                "--contact",
                "@gardener");
        assertEquals(1, run.status(), run.toString());
        String yaml = Files.readString(report)
                .replaceFirst("date: \"20..-..-..T..:..:..Z\"", "date: NOW")
                .replaceFirst("  version: .*", "  version: ANY");
        assertEquals("""
                apiVersion: gateway.networking.k8s.io/v1
                date: NOW
                gatewayAPIChannel: standard
                gatewayAPIVersion: v9.9.9
                implementation:
                  contact:
                  - "@gardener"
                  organization: gatehouse
                  project: gatehouse
                  url: "https://gate.example/"
                  version: ANY
                kind: ConformanceReport
                mode: jdk
                profiles:
                - core:
                    result: partial
                    skippedTests:
                    - Answers
                    statistics:
                      Failed: 0
                      Passed: 0
                      Skipped: 1
                  extended:
                    failedTests:
                    - Mistakes
                    result: failure
                    statistics:
                      Failed: 1
                      Passed: 1
                      Skipped: 0
                    supportedFeatures:
                    - HTTPRouteMethodMatching
                    - HTTPRouteRequestTimeout
                    unsupportedFeatures:
                    - HTTPRouteBackendProtocolWebSocket
                  name: GATEWAY-HTTP
                  summary: Core tests partially succeeded with 1 test skips. Extended tests failed with 1 test failures.
                succeededProvisionalTests:
                - Waits
                """, yaml);
    }

    @Test
    void mistakesOfTheCaller() throws Exception {
        Path report = folder.resolve("report.yaml");
        Files.createDirectories(folder.resolve("suite/cases"));
        String suite = folder.resolve("suite").toString();
        for (String[] arguments : new String[][] {
            {"conform"},
            {"conform", folder.resolve("nowhere").toString()},
            {"conform", folder.toString()},
            {"conform", SUITE, SUITE},
            {"conform", SUITE, "--front-end", "moon"},
            {"conform", SUITE, "--test", "Nothing"},
            {"conform", suite, "--report", report.toString()},
            {
                "conform",
                SUITE,
                "--test",
                "Elsewhere",
                "--report",
                folder.resolve("no/report").toString()
            },
        }) {
            Program run = Program.run(arguments);
            assertEquals(2, run.status(), run.toString());
            assertFalse(run.err().isEmpty(), run.toString());
            assertEquals("", run.out());
        }
        assertEquals(new Program(0, "0 passed, 0 failed, 0 skipped\n", ""), Program.run("conform", suite));
        assertFalse(Files.exists(report));
    }
}
