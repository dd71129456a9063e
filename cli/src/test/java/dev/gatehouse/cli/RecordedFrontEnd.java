package dev.gatehouse.cli;

import dev.gatehouse.netty.ProxyProtocol;
import dev.gatehouse.netty.SocketTransport;
import dev.gatehouse.netty.TlsLibrary;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.resource.ObjectRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A front end with routes to {@link RecordingBackends}, of which it is known what it decided on and what the backends got. One conversation at a
 * time.
 */
final class RecordedFrontEnd implements AutoCloseable {
    private static final Bind WEB =
            new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", "web"), 80);

    /** Whoever is silent is not waited for long. */
    private static final Map<String, String> IMPATIENT = Map.of("head", "1s", "clientGrace", "1s");

    /** @param name of the backend, too */
    record Route(String name, String host, String type, String path) {}

    /**
     * What became of the bytes of one connection.
     *
     * @param statuses of the final answers that the client got
     * @param decided where requests were to go
     * @param arrived what came to backends whole
     */
    record Outcome(List<Integer> statuses, List<String> decided, List<RecordingBackends.Arrival> arrived) {
        List<String> routes() {
            return arrived.stream().map(RecordingBackends.Arrival::route).toList();
        }

        List<Integer> bodies() {
            return arrived.stream()
                    .map(arrival -> (int) arrival.message().length())
                    .toList();
        }

        boolean isRefused() {
            return arrived.isEmpty() && statuses.stream().allMatch(status -> status >= 400);
        }

        /** What a backend got that was not decided on, or that can be read in more than one way; empty where there is no such thing. */
        String differences() {
            Iterator<String> rest = decided.iterator();
            for (RecordingBackends.Arrival arrival : arrived) {
                boolean found = false;
                while (!found && rest.hasNext()) {
                    found = rest.next().equals(arrival.route());
                }
                if (!found || !arrival.message().faults().isEmpty()) {
                    return "got " + arrival + ", decided on " + decided;
                }
            }
            return "";
        }
    }

    private final FrontEndKind kind;
    private final RecordingBackends backends;
    private final RunningFrontEnd frontEnd;
    private final List<String> decided = new ArrayList<>();

    private RecordedFrontEnd(RecordingBackends backends, FrontEndKind kind, List<Route> routes) throws IOException {
        this.kind = kind;
        this.backends = backends;
        LiveRoutes live = LiveRoutes.builder()
                .controllers(Controllers.all())
                .capabilities(kind.capabilities())
                .build(Yaml.resources(manifests(routes) + backends.manifests()));
        frontEnd = kind.start(
                live,
                new FrontEndKind.Sockets(
                        InetAddress.getLoopbackAddress(),
                        port -> 0,
                        Map.of(),
                        IMPATIENT,
                        Correlation.DEFAULT,
                        new Decisions(),
                        null,
                        ProxyProtocol.NONE,
                        SocketTransport.AUTO,
                        TlsLibrary.AUTO,
                        false),
                null);
    }

    static RecordedFrontEnd of(FrontEndKind kind, List<Route> routes) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        routes.forEach(route -> names.add(route.name()));
        return new RecordedFrontEnd(new RecordingBackends(names), kind, routes);
    }

    private final class Decisions implements ExchangeObserver {
        @Override
        public void decided(ObservedExchange exchange, Decision decision) {
            if (decision instanceof Forward forward) {
                synchronized (decided) {
                    decided.add(forward.backend().name() + " " + sent(forward.target()) + " " + forward.host());
                }
            }
        }
    }

    /** A target as it is sent: the JDK's client leaves out a {@code ?} with nothing behind it. */
    String sent(String target) {
        return kind == FrontEndKind.jdk && target.endsWith("?") ? target.substring(0, target.length() - 1) : target;
    }

    private static String manifests(List<Route> routes) {
        StringBuilder text = new StringBuilder("""
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any,
                  listeners: [{name: all, port: 80, protocol: HTTP}]}}
                """);
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            text.append("""
                    ---
                    {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r%d}, spec: {parentRefs: [{name: web}],
                      hostnames: ["%s"], rules: [{matches: [{path: {type: %s, value: "%s"}}], backendRefs: [{name: %s, port: 80}]}]}}
                    """.formatted(i, route.host(), route.type(), route.path(), route.name()));
        }
        return text.toString();
    }

    /**
     * Sends these bytes on a connection of their own, and reads until the front end closes it, or has given so many final answers.
     *
     * @param ends whether the client ends its side behind them
     */
    Outcome send(String bytes, boolean ends, int mostAnswers) throws IOException {
        List<Integer> statuses;
        try (Socket socket = Wire.connect(frontEnd.socketPort(WEB))) {
            write(socket, bytes.getBytes(StandardCharsets.ISO_8859_1), ends);
            statuses = answers(socket, mostAnswers);
        }
        synchronized (decided) {
            Outcome outcome = new Outcome(statuses, List.copyOf(decided), backends.arrived());
            decided.clear();
            return outcome;
        }
    }

    private static void write(Socket socket, byte[] bytes, boolean ends) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            if (ends) {
                socket.shutdownOutput();
            }
        } catch (SocketException e) {
            // Refused before all was sent.
        }
    }

    private static List<Integer> answers(Socket socket, int most) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<Integer> statuses = List.of();
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[16 * 1024];
            for (int count = in.read(piece); count >= 0 && statuses.size() < most; ) {
                text.write(piece, 0, count);
                statuses = statuses(text.toString(StandardCharsets.ISO_8859_1));
                count = statuses.size() < most ? in.read(piece) : -1;
            }
        } catch (SocketException e) {
            // Closed with bytes unread.
        }
        return statuses;
    }

    /** Of the final answers whose heads are there. */
    private static List<Integer> statuses(String text) {
        List<Integer> statuses = new ArrayList<>();
        for (int at = 0, end = text.indexOf("\r\n\r\n", at); end >= 0; end = text.indexOf("\r\n\r\n", at)) {
            String head = text.substring(at, end + 2);
            int status = Integer.parseInt(head.substring(9, 12));
            at = end + 4;
            if (status >= 200) {
                statuses.add(status);
                int length = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
                at += length < 0
                        ? 0
                        : Integer.parseInt(head.substring(length + 15, head.indexOf('\r', length))
                                .strip());
            }
            at = Math.min(at, text.length());
        }
        return statuses;
    }

    @Override
    public void close() throws IOException {
        frontEnd.stop(Duration.ZERO);
        backends.close();
    }
}
