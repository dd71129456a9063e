package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an observer is told of exchanges. */
@Timeout(60)
class ObserverTest {
    private final Told told = new Told();

    @Test
    void aForwardedRequest() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\nok");
                World world = new World().service("shop", origin.port()).start(builder -> builder.observer(told))) {
            world.get("/a?b");
            ObservedExchange exchange = told.next();
            assertEquals("begun decided tried ended", String.join(" ", told.order));
            assertEquals("GET", exchange.head().method());
            assertEquals("/a?b", exchange.head().target());
            assertEquals("HTTP/1.1", exchange.head().protocol());
            assertEquals("127.0.0.1", exchange.head().client());
            assertEquals("shop.example", exchange.head().field("host"));
            assertEquals("HTTPRoute default/shop rule 0", String.valueOf(exchange.origin()));
            assertEquals(201, exchange.status());
            assertEquals(2, exchange.bytesSent());
            assertEquals(1, exchange.tries());
            assertEquals(true, exchange.isComplete());
        }
    }

    @Test
    void whatIsNotForwardedIsNotTried() throws Exception {
        try (World world = new World()
                .service("shop")
                .rule("matches: [{path: {type: Exact, value: /only}}]\nbackendRefs: [{name: shop, port: 80}]")
                .start(builder -> builder.observer(told))) {
            world.get("/other");
            ObservedExchange exchange = told.next();
            assertEquals("begun decided ended", String.join(" ", told.order));
            assertEquals(404, exchange.status());
            assertNull(exchange.origin());
            assertNull(exchange.endpoint());
        }
    }

    @Test
    void aTryThatFailsIsToldBeforeTheNext() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", refusing(), origin.port())
                        .rule("retry: {attempts: 3}\nbackendRefs: [{name: shop, port: 80}]")
                        .start(builder -> builder.observer(told))) {
            // In turn: the second of two requests at the latest begins with the port that refuses.
            for (int i = 0; i < 2 && !told.order.contains("failed CONNECT"); i++) {
                world.get("/");
                told.next();
            }
            assertEquals(
                    "begun decided tried failed CONNECT tried ended",
                    String.join(" ", told.order.subList(told.order.lastIndexOf("begun"), told.order.size())));
        }
    }

    /** A port on which nobody listens. */
    private static int refusing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void connectionsAndHandshakesThatFail() throws Exception {
        MintedCertificate minted = MintedCertificate.selfSigned("shop.example");
        Connections connections = new Connections();
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .secure(minted, "shop.example")
                        .service("shop", origin.port())
                        .start(builder -> builder.connections(connections))) {
            world.get("/");
            assertEquals("opened 80", connections.next());
            assertEquals("closed 80", connections.next());
            int port = world.front().socketPort(World.SECURE);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals("opened 443", connections.next());
                assertEquals("NOT_TLS 443", connections.next());
                assertEquals("closed 443", connections.next());
            }
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            assertEquals("opened 443", connections.next());
            assertEquals(Set.of("CLOSED 443", "closed 443"), connections.two());
            assertThrows(IOException.class, () -> handshake(port, "shop.example", "TLSv1.3"));
            assertEquals("opened 443", connections.next());
            assertEquals("REFUSED_BY_CLIENT 443", connections.next());
            assertEquals("closed 443", connections.next());
            assertThrows(IOException.class, () -> handshake(port, "other.example", "TLSv1.3"));
            assertEquals("opened 443", connections.next());
            assertEquals("NO_CERTIFICATE 443", connections.next());
            assertEquals("closed 443", connections.next());
        }
    }

    /** With the trust of the JDK, which has none for our certificates. */
    private static void handshake(int port, String name, String protocol) throws Exception {
        try (SSLSocket socket = (SSLSocket) SSLContext.getDefault()
                .getSocketFactory()
                .createSocket(new Socket(InetAddress.getLoopbackAddress(), port), name, port, true)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
        }
    }

    /** Keeps what it is told. */
    private static final class Connections implements ConnectionObserver {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void opened(Bind bind) {
            told.add("opened " + bind.port());
        }

        @Override
        public void closed(Bind bind) {
            told.add("closed " + bind.port());
        }

        @Override
        public void handshakeFailed(Bind bind, HandshakeFault fault) {
            told.add(fault + " " + bind.port());
        }

        Set<String> two() throws InterruptedException {
            String first = next();
            return Set.of(first, next());
        }

        String next() throws InterruptedException {
            String next = told.poll(10, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        }
    }

    @Test
    void anAnswerThatIsCutIsNotComplete() throws Exception {
        try (RawOrigin origin =
                        RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\nok");
                World world = new World().service("shop", origin.port()).start(builder -> builder.observer(told));
                RawClient client = world.client()) {
            client.get("/");
            client.head();
            client.socket().close();
            ObservedExchange exchange = told.next();
            assertEquals(200, exchange.status());
            assertEquals(false, exchange.isComplete());
        }
    }

    @Test
    void requestsSentAheadAreToldOfEach() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World().service("shop", origin.port()).start(builder -> builder.observer(told));
                RawClient client = world.client()) {
            client.send(
                    "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
            client.answer();
            client.answer();
            ObservedExchange first = told.next();
            ObservedExchange second = told.next();
            assertEquals("/1", first.head().target());
            assertEquals(3, first.bytesReceived());
            assertEquals("/2", second.head().target());
            assertEquals(0, second.bytesReceived());
        }
    }

    @Test
    void whatItThrowsHarmsNoExchange() throws Exception {
        ExchangeObserver broken = new ExchangeObserver() {
            @Override
            public void begun(ObservedExchange exchange) {
                throw new IllegalStateException("broken");
            }
        };
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World().service("shop", origin.port()).start(builder -> builder.observer(broken))) {
            assertEquals(200, world.get("/").status());
        }
    }
}
