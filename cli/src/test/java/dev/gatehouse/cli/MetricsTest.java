package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scraper and a prober see of {@code gatehouse serve}. */
@Timeout(60)
class MetricsTest {
    private static final String HOST = "app.example.com";
    private static final String METRICS = "Metrics on http://127\\.0\\.0\\.1";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void whatIsServedIsCounted(String frontEnd) throws Exception {
        Path log = folder.resolve("access.log");
        try (RunningServe serve = serve("--front-end", frontEnd, "--access-log", log.toString())) {
            for (int i = 0; i < 3; i++) {
                Wire.get(serve.httpPort(), HOST, "/api/x");
            }
            Wire.get(serve.httpPort(), "other.example.com", "/");
            String port = "listener=\"Ingress:80\"";
            Map<String, Double> samples = samples(serve);
            // A client may have its answer before the exchange is told to be over.
            while (samples.get("gatehouse_requests_in_flight{" + port + "}") > 0) {
                samples = samples(serve);
            }
            String shop = port + ",route=\"Ingress default/shop\"";
            assertEquals(3.0, samples.get("gatehouse_requests_total{code=\"2xx\"," + shop + "}"), samples.toString());
            assertEquals(1.0, samples.get("gatehouse_requests_total{code=\"4xx\"," + port + ",route=\"none\"}"));
            assertEquals(3.0, samples.get("gatehouse_request_duration_seconds_count{" + shop + "}"));
            assertEquals(3.0, samples.get("gatehouse_request_duration_seconds_bucket{" + shop + ",le=\"+Inf\"}"));
            assertEquals(0.0, samples.get("gatehouse_requests_in_flight{" + port + "}"));
            assertEquals(3.0, samples.get("gatehouse_upstream_tries_total{backend=\"default/api:80\"}"));
            assertEquals(0.0, samples.get("gatehouse_upstream_retries_total{backend=\"default/api:80\"}"));
            assertEquals(1.0, samples.get("gatehouse_configuration_generation"));
            assertEquals(0.0, samples.get("gatehouse_configuration_changes_total{result=\"refused\"}"));
            assertEquals(0.0, samples.get("gatehouse_configuration_problems{severity=\"error\"}"));
            assertTrue(
                    samples.get("gatehouse_certificate_expiry_days{secret=\"Secret default/app-tls\"}") > 0,
                    samples.toString());
            assertEquals(0.0, samples.get("gatehouse_access_log_dropped_lines_total"));
            if (frontEnd.equals("netty")) {
                assertEquals(4.0, samples.get("gatehouse_connections_total{" + port + "}"));
            }
        }
    }

    @Test
    void aChangeThatIsRefusedShows() throws Exception {
        Path manifest = folder.resolve("shop.yaml");
        Files.copy(Examples.folder("shop").resolve("ingress.yaml"), manifest);
        try (RunningServe serve = RunningServe.of(manifest.toString(), "--metrics", "0")) {
            Files.writeString(manifest, "kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: 3\n");
            serve.await("Change refused");
            Map<String, Double> samples = samples(serve);
            assertEquals(1.0, samples.get("gatehouse_configuration_generation"));
            assertEquals(1.0, samples.get("gatehouse_configuration_changes_total{result=\"refused\"}"));
        }
    }

    @Test
    void probesAreAnsweredAndNothingElse() throws Exception {
        try (RunningServe serve = serve()) {
            assertEquals(200, ask(serve, "GET", "/healthz").statusCode());
            assertEquals(200, ask(serve, "GET", "/readyz").statusCode());
            assertEquals(200, ask(serve, "HEAD", "/metrics").statusCode());
            assertEquals(405, ask(serve, "POST", "/metrics").statusCode());
            assertEquals(404, ask(serve, "GET", "/").statusCode());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    ask(serve, "GET", "/metrics")
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow());
        }
    }

    @Test
    void aPortThatIsTakenKeepsTheProgramFromServing() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = Main.run(
                    nowhere,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    "serve",
                    Examples.folder("shop").toString(),
                    "--metrics",
                    Integer.toString(taken.getLocalPort()));
            assertEquals(2, status);
            assertTrue(
                    err.toString(StandardCharsets.UTF_8)
                            .contains("--metrics: port " + taken.getLocalPort() + " cannot be opened"),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    private static RunningServe serve(String... arguments) throws InterruptedException {
        String[] all = new String[arguments.length + 3];
        all[0] = Examples.folder("shop").toString();
        all[1] = "--metrics";
        all[2] = "0";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return RunningServe.of(all);
    }

    static Map<String, Double> samples(RunningServe serve) throws Exception {
        return PrometheusText.samples(ask(serve, "GET", "/metrics").body());
    }

    private static HttpResponse<String> ask(RunningServe serve, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + serve.port(METRICS) + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
