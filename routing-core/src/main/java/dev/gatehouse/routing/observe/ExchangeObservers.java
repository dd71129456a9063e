package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** Tells each of several; what one throws keeps nothing from the others. */
record ExchangeObservers(List<ExchangeObserver> observers) implements ExchangeObserver {
    private static final Logger LOG = System.getLogger("dev.gatehouse.observe");

    @Override
    public void begun(ObservedExchange exchange) {
        each(observer -> observer.begun(exchange));
    }

    @Override
    public void decided(ObservedExchange exchange, Decision decision) {
        each(observer -> observer.decided(exchange, decision));
    }

    @Override
    public void tried(ObservedExchange exchange, Forward forward) {
        each(observer -> observer.tried(exchange, forward));
    }

    @Override
    public void failed(ObservedExchange exchange, Forward forward, TryFault fault) {
        each(observer -> observer.failed(exchange, forward, fault));
    }

    @Override
    public void ended(ObservedExchange exchange) {
        each(observer -> observer.ended(exchange));
    }

    private void each(Consumer<ExchangeObserver> call) {
        for (ExchangeObserver observer : observers) {
            tell(observer, call);
        }
    }

    static void tell(ExchangeObserver observer, Consumer<ExchangeObserver> call) {
        try {
            call.accept(observer);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, observer.getClass().getName() + " failed", e);
        }
    }
}
