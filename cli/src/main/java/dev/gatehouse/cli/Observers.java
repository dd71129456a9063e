package dev.gatehouse.cli;

import dev.gatehouse.routing.observe.AccessLog;
import dev.gatehouse.routing.observe.ExchangeObserver;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what is served, for one run.
 *
 * @param accessLog null for none
 */
record Observers(@Nullable AccessLog accessLog) implements AutoCloseable {
    /** Null where nobody listens: then the front end tells nothing. */
    @Nullable
    ExchangeObserver ofExchanges() {
        return accessLog;
    }

    @Override
    public void close() {
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
