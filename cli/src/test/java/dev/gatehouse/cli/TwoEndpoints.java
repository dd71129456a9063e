package dev.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A Service of two endpoints, {@code one} and {@code two}, which answer with their names; or, told to fail, with 500. */
final class TwoEndpoints implements AutoCloseable {
    static final String HOST = "shop.example.com";

    private static final String ROUTES = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: default}
        spec:
          gatewayClassName: gatehouse
          listeners: [{name: http, port: 80, protocol: HTTP}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: shop, namespace: default}
        spec:
          parentRefs: [{name: shop}]
          hostnames: [shop.example.com]
          rules:
            - backendRefs: [{name: shop, port: 80}]
              retry: {attempts: 1, codes: [500], backoff: 1ms}
              matches: [{headers: [{name: X-User, value: any-again}]}]
            - backendRefs: [{name: shop, port: 80}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: shop, namespace: default}
        spec: {ports: [{port: 80}]}
        """;

    private final HttpServer one;
    private final HttpServer two;
    private final Path manifest;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();

    private TwoEndpoints(Path folder) throws IOException {
        this.one = open("one");
        this.two = open("two");
        this.manifest = folder.resolve("shop.yaml");
        write("one", "two");
    }

    static TwoEndpoints open(Path folder) throws IOException {
        return new TwoEndpoints(folder);
    }

    private HttpServer open(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, name));
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange, String name) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/healthz")) {
                requests.incrementAndGet();
            }
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(failing.contains(name) ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Writes the manifest with these endpoints. */
    void write(String... names) throws IOException {
        StringBuilder text = new StringBuilder(ROUTES);
        for (String name : names) {
            text.append("""
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: shop-%s, namespace: default, labels: {kubernetes.io/service-name: shop}}
                addressType: IPv4
                endpoints: [{addresses: [127.0.0.1]}]
                ports: [{port: %d}]
                """.formatted(name, port(name)));
        }
        Files.writeString(manifest, text.toString());
    }

    int port(String name) {
        return (name.equals("one") ? one : two).getAddress().getPort();
    }

    /** Serves it. */
    RunningServe serve(String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(manifest.toString()));
        all.addAll(List.of(arguments));
        return RunningServe.of(all.toArray(String[]::new));
    }

    /** From now on its answers are 500. */
    void fail(String name) {
        failing.add(name);
    }

    /** From now on it is well again. */
    void recover(String name) {
        failing.remove(name);
    }

    /** How many have come that were no health checks. */
    int requests() {
        return requests.get();
    }

    Wire.Answer get(RunningServe serve, String header, String value) throws Exception {
        try (Socket socket = Wire.connect(serve.httpPort())) {
            return Wire.exchange(socket, HOST, "/", header + ": " + value + "\r\n");
        }
    }

    @Override
    public void close() {
        one.stop(0);
        two.stop(0);
    }
}
