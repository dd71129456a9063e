package dev.gatehouse.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Backends that answer every request with 200, and keep all that came whole, in the order in which it came. */
final class RecordingBackends implements AutoCloseable {
    /** A request that came to a backend; {@code faults} are what a strict reader has against it. */
    record Arrival(String backend, StrictReader.Message message) {
        /** Where it came, for what, by which name. */
        String route() {
            return backend + " " + message.target() + " " + message.host();
        }
    }

    private final Map<String, ServerSocket> servers = new LinkedHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    RecordingBackends(Iterable<String> names) throws IOException {
        for (String name : names) {
            ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            servers.put(name, server);
            start(() -> accept(name, server));
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "recording");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(String name, ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(name, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(String name, Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            StrictReader reader = new StrictReader(new BufferedInputStream(socket.getInputStream()));
            for (StrictReader.@Nullable Message message = reader.next(); message != null; message = reader.next()) {
                synchronized (arrivals) {
                    arrivals.add(new Arrival(name, message));
                }
                String body = message.method().equals("HEAD") ? "" : "ok";
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // A connection that the front end cut.
        }
    }

    /** A Service and its endpoint for each, in YAML. */
    String manifests() {
        StringBuilder text = new StringBuilder();
        servers.forEach((name, server) -> text.append("""
                ---
                {apiVersion: v1, kind: Service, metadata: {name: %1$s}, spec: {ports: [{port: 80}]}}
                ---
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
                  metadata: {name: %1$s, labels: {kubernetes.io/service-name: %1$s}}, addressType: IPv4,
                  ports: [{port: %2$d}], endpoints: [{addresses: [127.0.0.1]}]}
                """.formatted(name, server.getLocalPort())));
        return text.toString();
    }

    /** What has come since it was last asked for. */
    List<Arrival> arrived() {
        synchronized (arrivals) {
            List<Arrival> since = List.copyOf(arrivals);
            arrivals.clear();
            return since;
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : servers.values()) {
            server.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
