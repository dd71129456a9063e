package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} on a corpus of request lines, ordinary and hostile, where it lies beside the repository: each decided as listed. */
class SharedPathsTest {
    @TempDir
    private Path folder;

    @Test
    void everyRequestLineIsDecidedAsListed() throws Exception {
        Path found = SharedConformanceTest.find("corpora");
        Assumptions.assumeTrue(found != null, "no shared/corpora beside the repository");
        Map<?, ?> corpus = (Map<?, ?>) Yaml.parse(Files.readString(found.resolve("paths.json")));
        Path manifests = folder.resolve("routes.yaml");
        Files.writeString(manifests, manifests((List<?>) corpus.get("routes")));
        List<String> deviations = new ArrayList<>();
        int asked = 0;
        for (Object element : (List<?>) corpus.get("entries")) {
            Map<?, ?> entry = (Map<?, ?>) element;
            Map<?, ?> request = (Map<?, ?>) entry.get("request");
            // An argument is text, which goes out as UTF-8: other bytes cannot be asked for.
            if (request.toString().chars().allMatch(c -> c < 128) && "HTTP/1.1".equals(request.get("version"))) {
                asked++;
                Program run = Program.run(arguments(manifests, request));
                String deviation = deviation((Map<?, ?>) entry.get("expect"), run);
                if (!deviation.isEmpty()) {
                    deviations.add(entry.get("id") + ", " + entry.get("why") + ": " + deviation + " of " + run);
                }
            }
        }
        assertEquals(List.of(), deviations);
        assertTrue(asked > 100, "only " + asked);
    }

    private static String deviation(Map<?, ?> expected, Program run) {
        if (!run.err().isEmpty()) {
            return run.err();
        }
        Map<?, ?> told = (Map<?, ?>) Yaml.parse(run.out());
        if (expected.get("decision").equals("match")) {
            Map<?, ?> taken = (Map<?, ?>) told.get("taken");
            if (taken == null || !taken.get("name").equals(expected.get("route"))) {
                return "expected " + expected.get("route");
            }
            Map<?, ?> sees = (Map<?, ?>) ((Map<?, ?>) ((List<?>) told.get("backends")).get(0)).get("sees");
            Object forwarded = expected.get("forwarded_target");
            return forwarded == null || forwarded.equals(sees.get("target")) ? "" : "expected " + forwarded;
        }
        Map<?, ?> answer = (Map<?, ?>) told.get("answer");
        List<?> statuses = (List<?>) expected.get("status");
        return run.status() == 1
                        && statuses.stream()
                                .anyMatch(status -> status.toString()
                                        .equals(answer.get("status").toString()))
                ? ""
                : "expected " + statuses;
    }

    private static String[] arguments(Path manifests, Map<?, ?> request) {
        List<String> arguments = new ArrayList<>(List.of(
                "explain",
                manifests.toString(),
                "http://host.invalid/",
                "--format=json",
                "--port=80",
                "--request=" + request.get("method"),
                "--request-target=" + request.get("target"),
                "--header=Host:"));
        for (Object line : (List<?>) request.get("headers")) {
            Object name = ((List<?>) line).get(0);
            Object value = ((List<?>) line).get(1);
            arguments.add("--header=" + name + (value.equals("") ? ";" : ": " + value));
        }
        return arguments.toArray(String[]::new);
    }

    private static String manifests(List<?> routes) {
        StringBuilder manifests = new StringBuilder("""
                {apiVersion: v1, kind: Service, metadata: {name: app}, spec: {ports: [{port: 80}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any,
                  listeners: [{name: all, port: 80, protocol: HTTP}]}}
                """);
        for (Object element : routes) {
            Map<?, ?> route = (Map<?, ?>) element;
            manifests
                    .append("---\n{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: ")
                    .append(route.get("route"))
                    .append("}, spec: {parentRefs: [{name: web}], hostnames: [\"")
                    .append(route.get("host"))
                    .append("\"], rules: [{matches: [{path: {type: ")
                    .append(route.get("type").equals("Prefix") ? "PathPrefix" : route.get("type"))
                    .append(", value: \"")
                    .append(route.get("path"))
                    .append("\"}}], backendRefs: [{name: app, port: 80}]}]}}\n");
        }
        return manifests.toString();
    }
}
