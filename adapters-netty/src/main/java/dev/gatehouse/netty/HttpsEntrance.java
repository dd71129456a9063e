package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.hello.Refused;
import io.netty.channel.Channel;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * For requests within TLS. The ClientHello is read before the JVM's TLS sees it, which takes a few that it should refuse, such as with a
 * server name twice.
 *
 * @param engines makes one for each connection
 */
record HttpsEntrance(HttpPipeline http, Supplier<SSLEngine> engines, FrontEndLimits limits) implements Entrance {
    @Override
    public void enter(Channel connection, Watch watch) {
        watch.set(limits.handshake());
        connection.pipeline().addLast(new HelloSelector(new Handshake(watch)));
    }

    /** Of one connection. */
    private final class Handshake implements HelloSelector.Next {
        private final Watch watch;
        private final long begun = System.nanoTime();

        Handshake(Watch watch) {
            this.watch = watch;
        }

        @Override
        public boolean take(Channel connection, @Nullable String serverName) {
            watch.set(limits.head());
            connection
                    .pipeline()
                    .addLast(Entrance.handshake(engines.get(), limits.handshake()), new AlpnSelector(http, watch));
            return true;
        }

        @Override
        public void refused(Channel connection, Refused.Reason reason) {
            http.handshakeFailed(HandshakeFaults.of(reason));
        }

        @Override
        public void ended() {
            boolean late = System.nanoTime() - begun >= limits.handshake().toNanos();
            http.handshakeFailed(late ? HandshakeFault.TIMEOUT : HandshakeFault.CLOSED);
        }
    }
}
