package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields by which a request is followed, as a backend of {@code gatehouse serve} gets them. */
class CorrelationOptionsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String VALID = "00-" + TRACE + "-b7ad6b7169203331-01";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void unlessSetOtherwiseOnlyAMalformedTraceparentGoes(String frontEnd) throws Exception {
        try (RunningServe serve = serve(frontEnd)) {
            String seen = ask(serve, "X-Request-Id", "a b", "traceparent", VALID, "tracestate", "k=v");
            assertTrue(seen.contains("\"a b\"") && seen.contains(VALID) && seen.contains("k=v"), seen);
            seen = ask(serve, "traceparent", "00-broken", "tracestate", "k=v");
            assertFalse(seen.contains("traceparent") || seen.contains("k=v") || seen.contains("x-request-id"), seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void whatIsMadeReachesTheBackendAndTheLog(String frontEnd) throws Exception {
        Path log = folder.resolve("access.log");
        try (RunningServe serve = serve(
                frontEnd,
                "--request-id",
                "keep",
                "--trace-context",
                "create",
                "--access-log",
                log.toString(),
                "--access-log-format",
                "{request-id} {trace-id}")) {
            String seen = ask(serve, "X-Request-Id", "kept", "traceparent", VALID, "tracestate", "k=v");
            assertTrue(seen.contains("\"kept\"") && seen.contains(VALID) && seen.contains("k=v"), seen);
            String made = ask(serve, "X-Request-Id", "a b", "tracestate", "k=v");
            assertFalse(made.contains("\"a b\"") || made.contains("k=v"), made);
            serve.stop();
            List<String> lines = Files.readAllLines(log);
            assertEquals("kept " + TRACE, lines.get(0));
            assertTrue(lines.get(1).matches("[0-9a-f]{32} [0-9a-f]{32}"), lines.get(1));
            for (String id : List.of(lines.get(1).substring(0, 32), lines.get(1).substring(33))) {
                assertTrue(made.contains(id), made);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void anIdOfAStrangerIsReplaced(String frontEnd) throws Exception {
        try (RunningServe serve = serve(frontEnd, "--request-id", "replace")) {
            String seen = ask(serve, "X-Request-Id", "kept");
            assertTrue(seen.contains("x-request-id") && !seen.contains("\"kept\""), seen);
        }
    }

    private static RunningServe serve(String frontEnd, String... arguments) throws InterruptedException {
        String[] all = new String[arguments.length + 3];
        all[0] = Examples.folder("shop").toString();
        all[1] = "--front-end";
        all[2] = frontEnd;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return RunningServe.of(all);
    }

    /** What the backend saw, with the names of its fields in lower case. */
    private static String ask(RunningServe serve, String... fields) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + serve.httpPort() + "/"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Host", "app.example.com")
                .headers(fields)
                .build();
        String body = CLIENT.send(request, BodyHandlers.ofString()).body();
        return body.replace("X-Request-Id", "x-request-id").replace("X-Request-ID", "x-request-id");
    }
}
