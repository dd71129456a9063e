package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Bind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** UDPRoute: flows of datagrams. */
@Timeout(60)
class UdpTest {
    private static final Bind DNS = new Bind(World.WEB.owner(), 53, Bind.Transport.UDP);
    private static final String LISTENER = "  - {name: dns, port: 53, protocol: UDP}\n";

    private static String route(String backendRefs) {
        return """
            apiVersion: gateway.networking.k8s.io/v1
            kind: UDPRoute
            metadata: {name: dns, namespace: default}
            spec:
              parentRefs: [{name: web, sectionName: dns}]
              rules:
              - backendRefs: [%s]
            """.formatted(backendRefs);
    }

    private static String service(String name, int port) {
        return """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: %1$s, namespace: default}
            spec:
              ports: [{name: dns, port: 53, protocol: UDP}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: %1$s
              namespace: default
              labels: {kubernetes.io/service-name: %1$s}
            addressType: IPv4
            ports: [{name: dns, port: %2$d, protocol: UDP}]
            endpoints: [{addresses: [127.0.0.1], conditions: {ready: true}}]
            """.formatted(name, port);
    }

    private static World world(int port, Consumer<FrontEndLimits.Builder> limits) throws IOException {
        FrontEndLimits.Builder changed = FrontEndLimits.defaults().toBuilder();
        limits.accept(changed);
        return new World()
                .listeners(LISTENER)
                .documents(route("{name: dns, port: 53}") + service("dns", port))
                .start(builder -> builder.limits(changed.build()));
    }

    /** Answers each datagram with the port that it came from, a name, and what it held. */
    private static final class EchoSocket implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

        EchoSocket(String name) throws IOException {
            Thread thread = new Thread(() -> echo(name), "echo");
            thread.setDaemon(true);
            thread.start();
        }

        private void echo(String name) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                while (true) {
                    socket.receive(packet);
                    String text = packet.getPort() + " " + name + " " + text(packet);
                    byte[] answer = text.getBytes(StandardCharsets.US_ASCII);
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                    packet.setLength(65_535);
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.US_ASCII);
    }

    private static DatagramSocket client(World world) throws IOException {
        DatagramSocket client = new DatagramSocket();
        client.setSoTimeout(10_000);
        client.connect(InetAddress.getLoopbackAddress(), world.front().socketPort(DNS));
        return client;
    }

    private static void send(DatagramSocket client, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        client.send(new DatagramPacket(bytes, bytes.length));
    }

    /** The port that the endpoint saw, and the rest. */
    private static String[] ask(DatagramSocket client, String text) throws IOException {
        send(client, text);
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        client.receive(packet);
        return text(packet).split(" ", 2);
    }

    private static void await(World world, Predicate<DatagramCounts> condition) throws InterruptedException {
        while (!condition.test(world.front().datagrams())) {
            Thread.sleep(1);
        }
    }

    @Test
    void eachClientHasASessionOfItsOwn() throws Exception {
        try (EchoSocket echo = new EchoSocket("echo");
                World world = world(echo.port(), limits -> {});
                DatagramSocket one = client(world);
                DatagramSocket two = client(world)) {
            String[] first = ask(one, "hello");
            assertEquals("echo hello", first[1]);
            String[] other = ask(two, "and me");
            assertEquals("echo and me", other[1]);
            assertNotEquals(first[0], other[0]);
            String[] again = ask(one, "again");
            assertEquals(first[0], again[0]);
            assertEquals(new DatagramCounts(2, 2, 0, 0), world.front().datagrams());
        }
    }

    @Test
    void datagramsKeepTheirLengthUpToTheLongest() throws Exception {
        try (EchoSocket echo = new EchoSocket("echo");
                World world = world(echo.port(), limits -> {});
                DatagramSocket client = client(world)) {
            assertEquals("echo x", ask(client, "x")[1]);
            String large = "x".repeat(65_000);
            assertEquals("echo " + large, ask(client, large)[1]);
        }
    }

    @Test
    void silenceEndsASession() throws Exception {
        try (EchoSocket echo = new EchoSocket("echo");
                World world = world(echo.port(), limits -> limits.datagramIdle(Duration.ofMillis(500)));
                DatagramSocket client = client(world)) {
            ask(client, "hello");
            await(world, counts -> counts.open() == 0);
            assertEquals("echo hello", ask(client, "hello")[1]);
            assertEquals(2, world.front().datagrams().sessions());
        }
    }

    @Test
    void sessionsAreBounded() throws Exception {
        try (EchoSocket echo = new EchoSocket("echo");
                World world = world(echo.port(), limits -> limits.datagramSessions(1));
                DatagramSocket one = client(world);
                DatagramSocket two = client(world)) {
            ask(one, "hello");
            send(two, "lost");
            await(world, counts -> counts.dropped() == 1);
            assertEquals("echo hello", ask(one, "hello")[1]);
            assertEquals(1, world.front().datagrams().sessions());
        }
    }

    @Test
    void aSessionEndsWhereNobodyListensAndTheNextDatagramBeginsAnother() throws Exception {
        DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        int port = gone.getLocalPort();
        gone.close();
        try (World world = world(port, limits -> {});
                DatagramSocket client = client(world)) {
            send(client, "hello");
            await(world, counts -> counts.unreachable() == 1 && counts.open() == 0);
            send(client, "hello");
            await(world, counts -> counts.unreachable() == 2);
        }
    }

    @Test
    void whereNoEndpointIsReadyDatagramsAreDropped() throws Exception {
        try (World world = new World()
                        .listeners(LISTENER)
                        .documents(route("{name: dns, port: 53}"))
                        .start();
                DatagramSocket client = client(world)) {
            send(client, "hello");
            await(world, counts -> counts.dropped() == 1);
            assertEquals(0, world.front().datagrams().sessions());
        }
    }

    @Test
    void weightsShareSessions() throws Exception {
        try (EchoSocket often = new EchoSocket("often");
                EchoSocket seldom = new EchoSocket("seldom");
                World world = new World()
                        .listeners(LISTENER)
                        .documents(route("{name: often, port: 53, weight: 3}, {name: seldom, port: 53, weight: 1}")
                                + service("often", often.port())
                                + service("seldom", seldom.port()))
                        .start()) {
            int count = 0;
            for (int i = 0; i < 200; i++) {
                try (DatagramSocket client = client(world)) {
                    count += ask(client, "x")[1].equals("seldom x") ? 1 : 0;
                }
            }
            // Of 200 with a chance of a quarter: outside these bounds once in more than a million runs.
            assertTrue(count > 18 && count < 85, count + " of 200");
        }
    }

    @Test
    void aPortOfTheSameNumberForConnectionsStandsBesideIt() throws Exception {
        try (EchoSocket echo = new EchoSocket("echo");
                SocketOrigin stream = SocketOrigin.echo("stream");
                World world = new World()
                        .service("data", stream.port())
                        .listeners(LISTENER + "  - {name: data, port: 53, protocol: TCP}\n")
                        .documents(route("{name: dns, port: 53}") + service("dns", echo.port()) + """
                            ---
                            apiVersion: gateway.networking.k8s.io/v1
                            kind: TCPRoute
                            metadata: {name: data, namespace: default}
                            spec:
                              parentRefs: [{name: web, sectionName: data}]
                              rules:
                              - backendRefs: [{name: data, port: 80}]
                            """)
                        .start();
                DatagramSocket client = client(world);
                Socket connection = new Socket(
                        InetAddress.getLoopbackAddress(), world.front().socketPort(World.bind(53)))) {
            connection.setSoTimeout(10_000);
            assertEquals("echo hello", ask(client, "hello")[1]);
            assertEquals("stream:", new String(connection.getInputStream().readNBytes(7), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aSessionLeavesAnEndpointThatIsNotReadyAnyMore() throws Exception {
        try (EchoSocket first = new EchoSocket("first");
                EchoSocket second = new EchoSocket("second");
                World world = world(first.port(), limits -> {});
                DatagramSocket client = client(world)) {
            assertEquals("first hello", ask(client, "hello")[1]);
            world.documents(route("{name: dns, port: 53}") + service("dns", second.port()))
                    .apply();
            await(world, counts -> counts.open() == 0);
            assertEquals("second hello", ask(client, "hello")[1]);
            world.apply();
            assertEquals("second again", ask(client, "again")[1]);
            assertEquals(2, world.front().datagrams().sessions(), "one whose endpoint stays goes on");
        }
    }

    @Test
    void aPortThatGoesEndsItsSessions() throws Exception {
        try (EchoSocket echo = new EchoSocket("echo");
                World world = world(echo.port(), limits -> {});
                DatagramSocket client = client(world)) {
            ask(client, "hello");
            world.listeners("  - {name: http, port: 80, protocol: HTTP}\n").apply();
            await(world, counts -> counts.open() == 0);
            send(client, "hello");
            assertThrows(PortUnreachableException.class, () -> client.receive(new DatagramPacket(new byte[1], 1)));
            world.listeners(LISTENER).apply();
            try (DatagramSocket next = client(world)) {
                assertEquals("echo hello", ask(next, "hello")[1]);
            }
        }
    }
}
