package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.ConnectionRefusal;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The connections that came through one socket, from their opening to their end. Safe for any number of threads. */
@SuppressWarnings("FutureReturnValueIgnored")
final class ClientConnections {
    private final Bind bind;
    private final int most;
    private final AtomicInteger ofAll;
    private final @Nullable ConnectionObserver observer;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /**
     * @param most over all sockets
     * @param ofAll counts those of all sockets
     * @param observer null where nobody listens
     */
    ClientConnections(Bind bind, int most, AtomicInteger ofAll, @Nullable ConnectionObserver observer) {
        this.bind = bind;
        this.most = most;
        this.ofAll = ofAll;
        this.observer = observer;
    }

    /** Counts one; or closes it and gives false, where there are too many or the socket takes none any more. */
    boolean take(Channel connection) {
        int count = ofAll.incrementAndGet();
        open.add(connection);
        connection.closeFuture().addListener(closed -> {
            ofAll.decrementAndGet();
            open.remove(connection);
        });
        if (draining || count > most) {
            if (observer != null && !draining) {
                observer.refused(bind, ConnectionRefusal.TOO_MANY);
            }
            connection.close();
            return false;
        }
        if (observer != null) {
            ConnectionObserver told = observer;
            told.opened(bind);
            connection.closeFuture().addListener(closed -> told.closed(bind));
        }
        return true;
    }

    /** Takes no others from now on. */
    void close() {
        draining = true;
    }

    /** After {@link #close}: lets each end with what is under way. */
    void drain() {
        for (Channel connection : open) {
            // A tick later, when the loop has looked at its sockets again: what has arrived by now is answered.
            connection
                    .eventLoop()
                    .schedule(
                            () -> connection.pipeline().fireUserEventTriggered(ExchangeEvent.DRAIN),
                            1,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** After {@link #drain}: waits for their end, and cuts those that have not ended in time. */
    void awaitEnd(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        for (Channel connection : open) {
            long left = until - System.nanoTime();
            connection.closeFuture().awaitUninterruptibly(Math.max(0, left) / 1_000_000);
        }
        for (Channel connection : open) {
            connection.close();
        }
        for (Channel connection : open) {
            connection.closeFuture().awaitUninterruptibly();
        }
    }
}
