package dev.gatehouse.netty;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of connections that go on as they are, and of datagrams. Safe for any number of threads. */
final class StreamCounters {
    final LongAdder forwarded = new LongAdder();
    final LongAdder open = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder notTls = new LongAdder();
    final LongAdder unreachable = new LongAdder();

    /** A client is connected, until it is no longer. */
    void forwarded(Channel client) {
        forwarded.increment();
        open.increment();
        client.closeFuture().addListener(closed -> open.decrement());
    }

    StreamCounts now() {
        return new StreamCounts(forwarded.sum(), open.sum(), refused.sum(), notTls.sum(), unreachable.sum());
    }
}
