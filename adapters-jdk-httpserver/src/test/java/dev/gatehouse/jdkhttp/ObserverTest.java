package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an observer is told of exchanges. */
@Timeout(60)
class ObserverTest {
    @TempDir
    Path folder;

    private final Told told = new Told();

    private JdkFrontEnd front(Shop shop) throws Exception {
        return JdkFrontEnd.builder(LiveRoutes.builder().build(shop.resources(folder)))
                .port(80, 0)
                .observer(told)
                .start();
    }

    @Test
    void aForwardedRequest() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("HTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\nok");
                JdkFrontEnd front =
                        front(new Shop("backendRefs: [{name: shop, port: 80}]").service("shop", origin.port()))) {
            RawClient.ask(
                    front.socketPort(Shop.WEB),
                    "POST /a?b HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 3\r\n\r\nabc");
            ObservedExchange exchange = told.next();
            assertEquals("begun decided tried ended", String.join(" ", told.order));
            assertEquals("POST", exchange.head().method());
            assertEquals("/a?b", exchange.head().target());
            assertEquals("HTTP/1.1", exchange.head().protocol());
            assertEquals("127.0.0.1", exchange.head().client());
            assertEquals("HTTPRoute default/shop rule 0", String.valueOf(exchange.origin()));
            assertEquals(201, exchange.status());
            assertEquals(3, exchange.bytesReceived());
            assertEquals(2, exchange.bytesSent());
            assertEquals(true, exchange.isComplete());
        }
    }

    @Test
    void whatIsNotForwardedIsNotTried() throws Exception {
        try (JdkFrontEnd front = front(
                new Shop("{matches: [{path: {type: Exact, value: /only}}], backendRefs: [{name: shop, port: 80}]}")
                        .service("shop"))) {
            RawClient.ask(front.socketPort(Shop.WEB), "GET /other HTTP/1.1\r\nHost: shop.example\r\n\r\n");
            ObservedExchange exchange = told.next();
            assertEquals("begun decided ended", String.join(" ", told.order));
            assertEquals(404, exchange.status());
            assertNull(exchange.origin());
        }
    }

    @Test
    void aTryThatFailsIsTold() throws Exception {
        try (JdkFrontEnd front = front(new Shop("backendRefs: [{name: shop, port: 80}]").service("shop", refusing()))) {
            RawClient.ask(front.socketPort(Shop.WEB), "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
            assertEquals(502, told.next().status());
            assertEquals("begun decided tried failed CONNECT ended", String.join(" ", told.order));
        }
    }

    /** A port on which nobody listens. */
    private static int refusing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Keeps what it is told. */
    private static final class Told implements ExchangeObserver {
        private final BlockingQueue<ObservedExchange> exchanges = new LinkedBlockingQueue<>();
        private final List<String> order = new CopyOnWriteArrayList<>();

        @Override
        public void begun(ObservedExchange exchange) {
            order.add("begun");
        }

        @Override
        public void decided(ObservedExchange exchange, Decision decision) {
            order.add("decided");
        }

        @Override
        public void tried(ObservedExchange exchange, Forward forward) {
            order.add("tried");
        }

        @Override
        public void failed(ObservedExchange exchange, Forward forward, TryFault fault) {
            order.add("failed " + fault);
        }

        @Override
        public void ended(ObservedExchange exchange) {
            order.add("ended");
            exchanges.add(exchange);
        }

        ObservedExchange next() throws InterruptedException {
            ObservedExchange exchange = exchanges.poll(10, TimeUnit.SECONDS);
            assertNotNull(exchange, "nothing was told");
            return exchange;
        }
    }
}
