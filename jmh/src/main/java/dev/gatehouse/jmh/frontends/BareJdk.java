package dev.gatehouse.jmh.frontends;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * What the JDK's own server and client cost: passes every request to the backend, decides and checks nothing. The floor for a front end that
 * is built on them.
 */
public final class BareJdk {
    private static final Set<String> CONNECTION = Set.of("connection", "content-length", "host", "transfer-encoding");

    private BareJdk() {}

    /** Serves until it is ended. Arguments: the certificate and the key. */
    public static void main(String[] arguments) throws Exception {
        // Without it each answer waits for its client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Executor threads = Executors.newCachedThreadPool();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpServer plain =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.PLAIN), 1024);
        HttpsServer secure =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.SECURE), 1024);
        secure.setHttpsConfigurator(
                new HttpsConfigurator(Certificates.context(Path.of(arguments[0]), Path.of(arguments[1]))));
        for (HttpServer server : new HttpServer[] {plain, secure}) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> pass(client, exchange));
            server.start();
        }
    }

    private static void pass(HttpClient client, HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + Ports.BACKEND + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (exchange) {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.headers().map().forEach((name, values) -> {
                if (!CONNECTION.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(
                    response.statusCode(),
                    response.headers().firstValueAsLong("content-length").orElse(0));
            try (InputStream content = response.body()) {
                content.transferTo(exchange.getResponseBody());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
