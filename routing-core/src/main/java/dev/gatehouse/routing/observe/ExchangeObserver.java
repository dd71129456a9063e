package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import java.util.List;

/**
 * Is told what becomes of each exchange of a front end.
 *
 * <pre>{@code
 * begun ─▶ decided ─▶ tried ─▶ failed ─▶ tried … ─▶ ended
 * }</pre>
 *
 * <p>{@code begun} and {@code ended} are told once each. A request that cannot be read is never decided; only one that is forwarded is
 * tried. Called on the thread that serves the exchange, which with Netty is an event loop: no method may block. One for all
 * exchanges, so it is called by many threads at once. What it throws is logged and harms no exchange.
 */
public interface ExchangeObserver {
    /** The head of a request is there. */
    default void begun(ObservedExchange exchange) {}

    /** It is decided what becomes of it; told again where that was to ask a service first. */
    default void decided(ObservedExchange exchange, Decision decision) {}

    /** It is about to be sent to an endpoint. */
    default void tried(ObservedExchange exchange, Forward forward) {}

    /** The try that began last brought no whole answer; another may follow. Not told where the client went away. */
    default void failed(ObservedExchange exchange, Forward forward, TryFault fault) {}

    /** The answer is written whole, or will never be. Nothing of the exchange changes any more, and it may be read by other threads. */
    default void ended(ObservedExchange exchange) {}

    /** One that tells each of these, in order. */
    static ExchangeObserver all(List<ExchangeObserver> observers) {
        return observers.size() == 1 ? observers.get(0) : new ExchangeObservers(List.copyOf(observers));
    }
}
