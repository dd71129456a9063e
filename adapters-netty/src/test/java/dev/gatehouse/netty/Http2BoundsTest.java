package dev.gatehouse.netty;

import static dev.gatehouse.netty.Frames.DATA;
import static dev.gatehouse.netty.Frames.END_HEADERS;
import static dev.gatehouse.netty.Frames.END_STREAM;
import static dev.gatehouse.netty.Frames.HEADERS;
import static dev.gatehouse.netty.Frames.PING;
import static dev.gatehouse.netty.Frames.SETTINGS;
import static dev.gatehouse.netty.Frames.WINDOW_UPDATE;
import static dev.gatehouse.netty.Frames.frame;
import static dev.gatehouse.netty.Frames.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams that nobody reads, of HTTP/2: a front end in a small JVM holds what the windows allow, and no more than that for being in small pieces; and
 * they are in nobody else's way.
 */
@Timeout(120)
final class Http2BoundsTest {
    /** Of heap, and of other memory. */
    private static final int MEGABYTES = 48;

    private static final int WINDOW = 65_535;
    private static final int FRAME = 16 * 1024;

    /** Milliseconds: much is sent and read. */
    private static final int PATIENCE = 60_000;

    private static byte[] head(int stream, String path, int flags) {
        byte[] text = path.getBytes(StandardCharsets.US_ASCII);
        return frame(
                HEADERS,
                flags | END_HEADERS,
                stream,
                join(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) text.length}, text, new byte[] {0x01, 1, 'h'}));
    }

    /** A client that reads frames when it wants to. */
    private static final class Client implements AutoCloseable {
        private final RawClient raw;
        private final DataInputStream in;
        private final int[] windows = new int[1024];

        Client(int port) throws IOException {
            raw = new RawClient(port);
            raw.socket().setSoTimeout(PATIENCE);
            raw.socket().setTcpNoDelay(true);
            in = new DataInputStream(raw.in());
            raw.send(Frames.preface());
        }

        void send(byte[] bytes) throws IOException {
            raw.send(bytes);
        }

        /** Waits until the windows of a stream and of the connection have been opened by so much, and takes it from them. */
        void take(int stream, int bytes) throws IOException {
            while (windows[stream] < bytes || windows[0] < bytes) {
                read();
            }
            windows[stream] -= bytes;
            windows[0] -= bytes;
        }

        private Frames.Received read() throws IOException {
            Frames.Received frame = Frames.next(in);
            assertNotNull(frame, "the front end has ended");
            if (frame.type() == WINDOW_UPDATE) {
                windows[frame.stream()] += frame.payload().getInt(0);
            }
            return frame;
        }

        /** Returns when all that was sent has been read. */
        void awaitPong() throws IOException {
            send(frame(PING, 0, 0, new byte[8]));
            while (read().type() != PING) {
                // Something else.
            }
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }

    private static SocketOrigin silent() throws IOException {
        return new SocketOrigin(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** Sends without end, in chunks of a byte. */
    private static SocketOrigin crumbling(AtomicLong sent) throws IOException {
        byte[] crumbs = "1\r\nx\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        return new SocketOrigin(socket -> {
            socket.getInputStream().read(new byte[4096]);
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(crumbs);
                sent.incrementAndGet();
            }
        });
    }

    private static void awaitStandstill(LongSupplier moved) throws InterruptedException {
        long last = -1;
        for (int calm = 0; calm < 20; ) {
            Thread.sleep(10);
            long now = moved.getAsLong();
            calm = now == last && now > 0 ? calm + 1 : 0;
            last = now;
        }
    }

    /** @param secure whether it speaks TLS to the backend: to a silent one it does so without end */
    private static SmallJvm front(int origin, boolean secure) throws IOException {
        return new SmallJvm(MEGABYTES, List.of(), Front.class, Integer.toString(origin), Boolean.toString(secure));
    }

    @Test
    void uploadsInFramesOfAByteTakeTheMemoryOfTheirBytes() throws Exception {
        byte[] frames = new byte[1000 * 10];
        try (SocketOrigin origin = silent();
                SmallJvm front = front(origin.port(), true);
                Client client = new Client(front.port)) {
            // They wait for a handshake with the endpoint, unread.
            for (int stream = 1; stream < 2 * 6; stream += 2) {
                client.send(head(stream, "/", 0));
                for (int i = 0; i < frames.length; i += 10) {
                    System.arraycopy(frame(DATA, 0, stream, (byte) 'x'), 0, frames, i, 10);
                }
                for (int sent = 0; sent < 65_000; sent += 1000) {
                    client.send(frames);
                }
            }
            client.awaitPong();
        }
    }

    /** A byte that waits does not keep what another stream has sent with it. */
    @Test
    void whatWaitsHoldsNothingOfOtherStreams() throws Exception {
        List<Client> clients = new ArrayList<>();
        try (SocketOrigin origin = silent();
                SmallJvm front = front(origin.port(), true)) {
            for (int i = 0; i < 18; i++) {
                Client client = new Client(front.port);
                clients.add(client);
                client.windows[1] = WINDOW;
                client.windows[0] = WINDOW;
                client.send(head(1, "/eat", 0));
                for (int stream = 3; stream < 2 * 90; stream += 2) {
                    client.take(1, 2 * FRAME);
                    client.windows[0]--;
                    client.send(join(
                            head(stream, "/", 0),
                            frame(DATA, 0, 1, new byte[FRAME]),
                            frame(DATA, 0, 1, new byte[FRAME]),
                            frame(DATA, 0, stream, (byte) 'x')));
                }
                client.awaitPong();
            }
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void answersInChunksOfAByteTakeTheMemoryOfTheirBytes() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (SocketOrigin origin = crumbling(sent);
                SmallJvm front = front(origin.port(), false);
                Client client = new Client(front.port)) {
            for (int stream = 1; stream < 200; stream += 2) {
                client.send(head(stream, "/", END_STREAM));
            }
            while (origin.connections() < 100) {
                Thread.sleep(1);
            }
            awaitStandstill(sent::get);
            client.awaitPong();
        }
    }

    /** A byte that waits to be written counts with what holds it. */
    @Test
    void whoAnswersByteByByteWaitsAfterSomeThousands() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] noWindow = {0, 4, 0, 0, 0, 0};
        try (World world = new World()
                        .handler("dripping", exchange -> {
                            OutputStream body = exchange.respond(200, Map.of(), -1);
                            while (true) {
                                body.write('x');
                                body.flush();
                                written.incrementAndGet();
                            }
                        })
                        .rule("backendRefs: [{name: dripping, port: 80}]")
                        .start();
                Client client = new Client(world.port())) {
            client.send(frame(SETTINGS, 0, 0, noWindow));
            client.send(head(1, "/", END_STREAM));
            awaitStandstill(written::get);
            assertTrue(written.get() < 4000, written + " pieces of a byte wait");
        }
    }

    /** Clients of one event loop share a connection to an endpoint of HTTP/2; those that do not read leave it to the others. */
    @Test
    void whoDoesNotReadKeepsNobodyElseFromReading() throws Exception {
        try (Http2Origin origin = new Http2Origin();
                World world = new World()
                        .service("shop", "kubernetes.io/h2c", origin.port())
                        .start(builder -> builder.limits(
                                FrontEndLimits.defaults().toBuilder().threads(1).build()))) {
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 40; i++) {
                    Socket socket = new Socket();
                    socket.setReceiveBufferSize(4096);
                    socket.connect(
                            new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), world.port()));
                    socket.getOutputStream()
                            .write("GET /send/1000000000 HTTP/1.1\r\nHost: h\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    slow.add(socket);
                }
                awaitStandstill(origin.sent::get);
                try (RawClient client = world.client()) {
                    client.socket().setSoTimeout(PATIENCE);
                    assertEquals("ok", client.get("/").answer().body());
                }
                assertEquals(1, origin.connections.get());
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    /** Serves until its input ends: {@code /eat} by code that reads all, anything else by the endpoint. */
    static final class Front {
        private Front() {}

        public static void main(String[] arguments) throws IOException {
            Duration ever = Duration.ofHours(1);
            FrontEndLimits limits = FrontEndLimits.defaults().toBuilder()
                    .clientPace(ever, 1)
                    .answer(ever)
                    .answerIdle(ever)
                    .connect(ever)
                    .build();
            World world = new World()
                    .service("shop", Integer.parseInt(arguments[0]))
                    .handler("eater", exchange -> exchange.body().transferTo(OutputStream.nullOutputStream()))
                    .rule("""
                            matches: [{path: {type: PathPrefix, value: /eat}}]
                            backendRefs: [{name: eater, port: 80}]""")
                    .rule("backendRefs: [{name: shop, port: 80}]");
            if (Boolean.parseBoolean(arguments[1])) {
                world.documents("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: BackendTLSPolicy
                        metadata: {name: shop, namespace: default}
                        spec:
                          targetRefs: [{group: "", kind: Service, name: shop}]
                          validation: {wellKnownCACertificates: System, hostname: shop.example}
                        """);
            }
            try (world) {
                world.start(builder -> builder.limits(limits));
                System.out.println(world.port());
                while (System.in.read() >= 0) {
                    System.out.println();
                }
            }
        }
    }
}
