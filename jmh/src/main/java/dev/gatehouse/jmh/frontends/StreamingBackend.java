package dev.gatehouse.jmh.frontends;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers at once, except on one path, where an answer goes on until the backend is closed. */
final class StreamingBackend implements AutoCloseable {
    static final String STREAM = "/stream";

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    StreamingBackend() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.BACKEND), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = "here".getBytes(StandardCharsets.US_ASCII);
        boolean stream = exchange.getRequestURI().getPath().equals(STREAM);
        exchange.sendResponseHeaders(200, stream ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            if (stream) {
                out.flush();
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
