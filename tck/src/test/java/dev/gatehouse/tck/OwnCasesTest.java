package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cases in the folder of test resources: what holds must pass, and each wrong expectation must be told. */
class OwnCasesTest {
    private static Report report;

    @BeforeAll
    static void run() throws IOException {
        Suite suite = Suite.read(Path.of("src/test/resources").toAbsolutePath());
        assertEquals(Set.of("example.net/toys", Suite.GATEWAY_CONTROLLER), suite.controllers());
        report = Conformance.check(suite, new CoreFrontEnd(suite.controllers()));
    }

    @Test
    void everyRightExpectationPasses() {
        List<String> passed = List.of(
                "backend-receives 1 2 3 4 5 6 7 8 9 10 11",
                "beyond 3",
                "by-hand 1 2 3 4 5 7 8 9",
                "changes 1 2 3 4 5 6 7 8 9 10 11 12",
                "door 2 3 4 5",
                "edits 1 2",
                "misdirected 1 2",
                "pods 1 2 4",
                "redirects 1 2 3",
                "refusals 1 2",
                "spreads 1 2 3",
                "statuses 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
                "timeouts 1 2 3 4",
                "wrong-manifest 1",
                "wrong-statuses 13");
        assertEquals(
                passed,
                report.results().stream()
                        .filter(result -> result.outcome() instanceof Passed)
                        .collect(Collectors.groupingBy(
                                StepResult::test,
                                TreeMap::new,
                                Collectors.mapping(
                                        result -> String.valueOf(result.position()), Collectors.joining(" "))))
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    @Test
    void whatIsNotJudgedIsSkippedForAReason() {
        assertEquals(
                List.of(
                        "beyond 1: not judged: status.attachedThings",
                        "beyond 2: not judged: the status of a Teapot",
                        "beyond 4: needs connections: TLS",
                        "beyond 5: needs connections: response header Date, the HTTP version of the answer",
                        "beyond 7: needs connections: the body",
                        "by-hand 6: nothing stands for [${ConfigMap/toys/nobody#ca.crt}]",
                        "needs 1: not claimed: Teleport",
                        "not-claimed 1: not claimed: Teleport",
                        "pods 3: not judged: pods.sticky",
                        "refusals 3: not read: Job",
                        "spreads 4: needs connections: TCP",
                        "spreads 5: needs connections: the HTTP version of the answer",
                        "strange-backends 1: needs connections: HTTPS to the backend",
                        "unless 1: asserts nothing where HTTPRoute is claimed"),
                report.results().stream()
                        .filter(result -> result.outcome() instanceof Skipped)
                        .map(result ->
                                result.test() + " " + result.position() + ": " + ((Skipped) result.outcome()).reason())
                        .toList());
    }

    @Test
    void everyWrongExpectationFails() {
        assertEquals(
                List.of(
                        "unreadable-file.json 0: a file that can be read",
                        "unreadable-json.json 0: a file that can be read",
                        "beyond 6: status [404]",
                        "beyond 8: a step that can be read",
                        "unreadable-step 1: a step that can be read",
                        "wrong-answers 1: status [404, 405]",
                        "wrong-answers 2: a status other than [200]",
                        "wrong-answers 3: no response",
                        "wrong-answers 4: backend kites",
                        "wrong-answers 5: namespace games",
                        "wrong-answers 6: an answer of the front end itself",
                        "wrong-answers 7: to the backend: method PUT; to the backend: host a.example; to the backend: path /",
                        "wrong-answers 8: to the backend: X-Own: 1; to the backend: no User-Agent",
                        "wrong-answers 9: X-None: 1; Content-Type: text/html; no content-type",
                        "wrong-answers 10: redirect to scheme http; redirect to host old.example; redirect to path /;"
                                + " redirect to port 8080",
                        "wrong-answers 11: the expectation stays unmet",
                        "wrong-answers 12: status [200]",
                        "wrong-answers 13: to the backend: User-Agent names its pod",
                        "wrong-answers 14: shares {bears=0.2, kites=0.8} within 0.05",
                        "wrong-answers 15: shares {bears=0.75} within 0.5",
                        "wrong-answers 16: status [201]",
                        "wrong-answers 17: answers from 3 pods",
                        "wrong-answers 18: answers from 0 or more pods, 4 of each",
                        "wrong-answers 19: status [201]",
                        "wrong-answers 20: redirect to port default",
                        "wrong-answers 21: shares {bears=0.75, kites=0.0} within 0.9",
                        "wrong-answers 22: to the backend: path /bears/1",
                        "wrong-changes 1: an object to patch",
                        "wrong-changes 2: an object to delete",
                        "wrong-changes 3: refused for spec.rules[0].http",
                        "wrong-changes 4: refused for spec",
                        "wrong-changes 5: every object is accepted",
                        "wrong-changes 6: a step that can be run",
                        "wrong-manifest 0: every object is accepted",
                        "wrong-signer 0: a case that can be run",
                        "wrong-statuses 1: GatewayClass gatehouse-tck: Accepted=False",
                        "wrong-statuses 2: Gateway toys/front: Accepted=True/ListenersNotValid; 2 addresses;"
                                + " address 192.0.2.9; no address IPAddress 192.0.2.1",
                        "wrong-statuses 3: Gateway toys/front: at least 2 addresses",
                        "wrong-statuses 4: Gateway toys/front: listener plain with kinds [];"
                                + " listener plain with 2 routes; listener plain with Programmed=False;"
                                + " no listener beside those named",
                        "wrong-statuses 5: Gateway toys/front: listener plain with kinds"
                                + " [gateway.networking.k8s.io/TLSRoute]; listener nobody",
                        "wrong-statuses 6: Gateway toys/front: no attached routes",
                        "wrong-statuses 7: HTTPRoute toys/toys: a parent"
                                + " {name=front, namespace=toys, sectionName=plain} with []",
                        "wrong-statuses 8: HTTPRoute toys/toys: a parent {name=front, namespace=toys} with []",
                        "wrong-statuses 9: HTTPRoute toys/toys: a parent {name=front, namespace=toys} with [Accepted=False]",
                        "wrong-statuses 10: HTTPRoute toys/toys: no accepted parents",
                        "wrong-statuses 11: Ingress toys/nobody: loadBalancer present",
                        "wrong-statuses 12: Gateway toys/nobody: conditions observed at generation 0",
                        "wrong-statuses 14: Gateway toys/front: Accepted=True; Programmed=True"),
                report.failed().stream()
                        .map(result ->
                                result.test() + " " + result.position() + ": " + ((Failed) result.outcome()).expected())
                        .toList());
    }

    @Test
    void theReportTellsWhatCameAndCounts() {
        String text = report.text();
        for (String line : List.of(
                """
                FAILED resources: wrong-answers step 3: http GET http://toys.example/bears
                  expected no response
                  actual   status 200
                """,
                "  actual   GET; toys.example; /bears\n",
                "  actual   no X-Own; User-Agent: gatehouse-tck\n",
                "  actual   https; new.example; /here; https://new.example/here\n",
                "  actual   no response: nothing listens on Gateway toys/front:81\n",
                "  actual   there is no HTTPRoute toys/nobody\n",
                "  actual   unreadable-step.json.steps: found a step \"dance\", which is not known\n",
                "skipped 2: not claimed: Teleport\n")) {
            assertTrue(text.contains(line), () -> line + " is not in\n" + text);
        }
        assertEquals("72 passed, 48 failed, 14 skipped", report.closingLine());
        assertTrue(text.endsWith("\n72 passed, 48 failed, 14 skipped\n"), text);
    }
}
