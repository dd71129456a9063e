package dev.gatehouse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.jdkhttp.JdkFrontEnd;
import dev.gatehouse.routing.attach.Bind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop-gateway"})
    void inProcessBackend(String example) throws Exception {
        try (JdkFrontEnd frontEnd = InProcessBackend.start(folder(example), 0, 0)) {
            assertAnswer(200, "hello", frontEnd, "app.example.com", "/api");
            assertAnswer(200, "hello", frontEnd, "app.example.com", "/api/orders");
            assertAnswer(200, "<p>GET on app.example.com</p>", frontEnd, "app.example.com", "/apix");
            assertAnswer(404, null, frontEnd, "other.example.com", "/api");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop-gateway"})
    void embedShopWithoutEndpoints(String example) throws Exception {
        try (JdkFrontEnd frontEnd = EmbedShop.start(folder(example), 0, 0)) {
            assertAnswer(503, null, frontEnd, "app.example.com", "/api");
            assertAnswer(404, null, frontEnd, "other.example.com", "/api");
        }
    }

    @Test
    void embedShop(@TempDir Path manifests) throws Exception {
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            byte[] body = ("real " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backend.start();
        for (String file : new String[] {"ingressclass.yaml", "ingress.yaml", "services.yaml"}) {
            Files.copy(folder("shop").resolve(file), manifests.resolve(file));
        }
        Files.writeString(manifests.resolve("endpointslice.yaml"), """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: api-1, labels: {kubernetes.io/service-name: api}}
                addressType: IPv4
                endpoints: [{addresses: [127.0.0.1]}]
                ports: [{name: http, port: %d}]
                """.formatted(
                        backend.getAddress().getPort()));
        try (JdkFrontEnd frontEnd = EmbedShop.start(manifests, 0, 0)) {
            assertAnswer(200, "real /api/orders?id=1", frontEnd, "app.example.com", "/api/orders?id=1");
        } finally {
            backend.stop(0);
        }
    }

    /** @param body null: any */
    private void assertAnswer(int status, String body, JdkFrontEnd frontEnd, String host, String target)
            throws Exception {
        Bind http = frontEnd.binds().stream()
                .filter(bind -> bind.port() == 80)
                .findFirst()
                .orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + frontEnd.socketPort(http) + target))
                .header("Host", host)
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(status, response.statusCode(), response.body());
        if (body != null) {
            assertEquals(body, response.body());
        }
    }

    private static Path folder(String name) throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path example = folder.resolve("examples").resolve(name);
            if (Files.isDirectory(example)) {
                return example;
            }
        }
        throw new IOException(
                "no folder examples/" + name + " above " + Path.of("").toAbsolutePath());
    }
}
