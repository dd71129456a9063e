package dev.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.prometheus.Exposition;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What those ask who run the program, on a port of its own: {@code /metrics}, {@code /healthz} (the program runs) and {@code /readyz} (it
 * serves, and is not about to stop).
 */
final class OperationsPort implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService thread;
    private final PrometheusRegistry registry;
    private volatile boolean ready;

    private OperationsPort(HttpServer server, PrometheusRegistry registry) {
        this.server = server;
        this.registry = registry;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "operations");
            made.setDaemon(true);
            return made;
        });
    }

    /** @throws IOException where the system refuses the socket */
    static OperationsPort open(InetSocketAddress address, PrometheusRegistry registry) throws IOException {
        OperationsPort port = new OperationsPort(HttpServer.create(address, BACKLOG), registry);
        port.server.createContext("/", port::answer);
        port.server.setExecutor(port.thread);
        port.server.start();
        return port;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Says whether requests are welcome. */
    void ready(boolean now) {
        ready = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "only GET and HEAD");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> metrics(exchange);
                case "/healthz" -> send(exchange, 200, "ok");
                case "/readyz" -> send(exchange, ready ? 200 : 503, ready ? "ok" : "not ready");
                default -> send(exchange, 404, "/metrics, /healthz or /readyz");
            }
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        Exposition exposition =
                Exposition.of(registry, exchange.getRequestHeaders().getFirst("Accept"));
        send(exchange, 200, exposition.contentType(), exposition.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
