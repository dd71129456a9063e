package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.EndpointSlice.EndpointPort;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tck.HttpOutcome.Received;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Pods with sockets: for each address in EndpointSlices and Endpoints a server on the loopback address, which answers as the
 * {@link Backends} say that the pod at that address does, and waits for as long. Where they know no pod, it closes the connection without
 * an answer. {@link #reachable} is for one thread.
 */
final class EchoPods implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, ServerSocket> servers = new HashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gatehouse-tck-pod");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Backends backends = (address, method, host, target, headers) -> null;

    /** These resources, with the socket of a pod in place of each endpoint. */
    Resources reachable(Resources resources, Backends answering) throws IOException {
        backends = answering;
        List<Resource> reachable = new ArrayList<>();
        for (Resource resource : resources.all()) {
            if (resource instanceof EndpointSlice slice) {
                reachable.addAll(slices(slice));
            } else if (resource instanceof Endpoints endpoints) {
                reachable.add(endpoints(endpoints));
            } else {
                reachable.add(resource);
            }
        }
        return Resources.EMPTY.with(reachable);
    }

    /** A slice for each address, for they have different ports. */
    private List<EndpointSlice> slices(EndpointSlice slice) throws IOException {
        if (slice.addressType().equals("FQDN") || slice.endpoints().isEmpty()) {
            return List.of(slice);
        }
        List<EndpointSlice> slices = new ArrayList<>();
        for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
            for (String address : endpoint.addresses()) {
                slices.add(new EndpointSlice(
                        named(slice.metadata(), slice.metadata().name() + "-" + slices.size()),
                        "IPv4",
                        List.of(new EndpointSlice.Endpoint(
                                List.of(LOOPBACK), endpoint.ready(), endpoint.serving(), endpoint.terminating())),
                        ports(slice.ports(), port(address))));
            }
        }
        return slices;
    }

    private Endpoints endpoints(Endpoints endpoints) throws IOException {
        List<Endpoints.Subset> subsets = new ArrayList<>();
        for (Endpoints.Subset subset : endpoints.subsets()) {
            for (String address : subset.addresses()) {
                subsets.add(new Endpoints.Subset(List.of(LOOPBACK), List.of(), ports(subset.ports(), port(address))));
            }
            for (String address : subset.notReadyAddresses()) {
                subsets.add(new Endpoints.Subset(List.of(), List.of(LOOPBACK), ports(subset.ports(), port(address))));
            }
        }
        return new Endpoints(endpoints.metadata(), subsets);
    }

    private static Metadata named(Metadata metadata, String name) {
        return new Metadata(
                metadata.namespace(),
                name,
                metadata.generation(),
                metadata.creationTimestamp(),
                metadata.labels(),
                metadata.annotations(),
                metadata.source());
    }

    private static List<EndpointPort> ports(List<EndpointPort> ports, int socketPort) {
        return ports.stream()
                .map(port -> new EndpointPort(port.name(), socketPort, port.protocol()))
                .toList();
    }

    /** The port of the server that stands at an address; it is opened where there is none yet. */
    private int port(String address) throws IOException {
        ServerSocket server = servers.get(address);
        if (server == null) {
            ServerSocket opened = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            servers.put(address, opened);
            threads.execute(() -> accept(opened, address));
            server = opened;
        }
        return server.getLocalPort();
    }

    private void accept(ServerSocket server, String address) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                threads.execute(() -> answer(socket, address));
            } catch (IOException e) {
                // Closed: the loop ends. Anything else was the fault of one connection.
            }
        }
    }

    private void answer(Socket socket, String address) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            MessageInput messages = new MessageInput(in);
            MessageInput.Head head = messages.head();
            while (head != null && answer(head, messages, out, address)) {
                head = messages.head();
            }
        } catch (IOException e) {
            // The front end gave the connection up, as it may.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    /** Whether there was an answer. */
    private boolean answer(MessageInput.Head head, MessageInput messages, OutputStream out, String address)
            throws IOException, InterruptedException {
        String[] start = head.start().split(" ", -1);
        if (start.length != 3) {
            throw new IOException("not a request: \"" + head.start() + "\"");
        }
        if (!HeaderLine.values(head.headers(), "Expect").isEmpty()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        messages.body(head, false);
        List<HeaderLine> headers =
                head.headers().stream().filter(line -> !line.named("Host")).toList();
        String host = String.join(",", HeaderLine.values(head.headers(), "Host"));
        Backends.@Nullable Reply reply = backends.receive(address, start[0], host, start[1], headers);
        if (reply == null) {
            return false;
        }
        Thread.sleep(reply.delay().toMillis());
        out.write(bytes(reply, start[0].equals("HEAD")));
        out.flush();
        return true;
    }

    private static byte[] bytes(Backends.Reply reply, boolean headOnly) {
        Received received = reply.received();
        byte[] body = reply.status() == 200 ? EchoRecord.write(received) : new byte[0];
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " \r\n");
        reply.headers().forEach(line -> head.append(line).append("\r\n"));
        if (reply.status() >= 200 && reply.status() != 204 && reply.status() != 304) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + (headOnly ? 0 : body.length)];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, all.length - start.length);
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        servers.values().forEach(EchoPods::close);
        connections.forEach(EchoPods::close);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }
}
