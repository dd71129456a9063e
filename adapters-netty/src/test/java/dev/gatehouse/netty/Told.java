package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what an observer of exchanges is told. */
final class Told implements ExchangeObserver {
    private final BlockingQueue<ObservedExchange> exchanges = new LinkedBlockingQueue<>();
    final List<String> order = new CopyOnWriteArrayList<>();

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
