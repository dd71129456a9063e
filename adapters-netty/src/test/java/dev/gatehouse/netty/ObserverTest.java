package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
