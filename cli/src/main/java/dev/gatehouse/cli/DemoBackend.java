package dev.gatehouse.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.cli.DemoEndpoints.ServicePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind a Service port that has no endpoints: an HTTP/1.1 server on the loopback interface that answers with what it saw.
 *
 * <p>The answer is 200 with a JSON object: {@code path} (the request target as received), {@code host}, {@code method}, {@code proto},
 * {@code headers} (canonical names to lists of values, Host not among them), {@code httpPort}, {@code namespace}, {@code ingress} (empty),
 * {@code service} and {@code pod}: the fields of the echo server of the Gateway API's conformance suite. The query parameter
 * {@code delay} (as {@code 500ms} or {@code 1.5s}) makes it wait before it answers, and the header
 * {@code X-Echo-Set-Header: name:value,name:value} sets headers of the answer. A request body of any length is read and dropped.
 */
final class DemoBackend implements AutoCloseable {
    private static final String SET_HEADER = "X-Echo-Set-Header";
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|ms|s|m|h)");
    private static final int DURATION_MAX_LENGTH = 32;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServicePort service;
    private final HttpServer server;
    private final ExecutorService threads;

    private DemoBackend(ServicePort service, HttpServer server, ExecutorService threads) {
        this.service = service;
        this.server = server;
        this.threads = threads;
    }

    /** Starts one on a free port. */
    static DemoBackend start(ServicePort service) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "demo-backend " + service);
            thread.setDaemon(true);
            return thread;
        });
        DemoBackend backend = new DemoBackend(service, server, threads);
        server.createContext("/", backend::answer);
        server.setExecutor(threads);
        server.start();
        return backend;
    }

    /** The port on which it listens. */
    int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once; answers under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        Duration delay = delay(exchange.getRequestURI().getRawQuery());
        if (delay == null) {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
            return;
        }
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
        Headers headers = exchange.getResponseHeaders();
        asked(exchange.getRequestHeaders().get(SET_HEADER)).forEach(headers::set);
        headers.set("Content-Type", "application/json");
        headers.set("X-Content-Type-Options", "nosniff");
        byte[] content = (Json.indented(echo(exchange)) + "\n").getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private Map<String, Object> echo(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(canonical(name), values));
        List<String> host = headers.remove("Host");
        Map<String, Object> echo = new LinkedHashMap<>();
        echo.put("path", exchange.getRequestURI().toString());
        echo.put("host", host == null ? "" : host.get(0));
        echo.put("method", exchange.getRequestMethod());
        echo.put("proto", exchange.getProtocol());
        echo.put("headers", headers);
        echo.put("httpPort", Integer.toString(port()));
        echo.put("namespace", service.namespace());
        echo.put("ingress", "");
        echo.put("service", service.service());
        // As a Deployment of the Service's name would call it.
        echo.put("pod", service.service() + "-demo-" + service.port());
        return echo;
    }

    /** The name with the first letter of each word in upper case, as in {@code X-Request-Id}. */
    static String canonical(String name) {
        StringBuilder canonical = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < canonical.length(); i++) {
            if (i == 0 || canonical.charAt(i - 1) == '-') {
                canonical.setCharAt(i, Character.toUpperCase(canonical.charAt(i)));
            }
        }
        return canonical.toString();
    }

    /** The headers that {@code X-Echo-Set-Header} asks for; the values of a name that comes twice are joined with a comma. */
    static Map<String, String> asked(@Nullable List<String> lines) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (lines != null) {
            for (String field : String.join(",", lines).split(",", -1)) {
                int colon = field.indexOf(':');
                if (colon > 0) {
                    String name = field.substring(0, colon).strip();
                    headers.merge(name, field.substring(colon + 1).strip(), (first, second) -> first + "," + second);
                }
            }
        }
        return headers;
    }

    /** How long the query asks to wait, zero where it does not; null where it cannot be read. */
    static @Nullable Duration delay(@Nullable String query) {
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                if (parameter.startsWith("delay=")) {
                    return duration(parameter.substring("delay=".length()));
                }
            }
        }
        return Duration.ZERO;
    }

    /** Numbers with units, one after another, as in {@code 1m30s}. */
    private static @Nullable Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = DURATION_PART.matcher(text);
        BigDecimal nanoseconds = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length() && text.length() <= DURATION_MAX_LENGTH && part.find(end) && part.start() == end) {
            long unit = nanoseconds(part.group(2));
            nanoseconds = nanoseconds.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        boolean whole = end == text.length() && end > 0;
        return whole && nanoseconds.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                ? Duration.ofNanos(nanoseconds.longValue())
                : null;
    }

    private static long nanoseconds(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
