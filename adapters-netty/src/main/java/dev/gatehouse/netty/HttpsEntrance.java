package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * For requests within TLS. The ClientHello is read before the JVM's TLS sees it, which takes a few that it should refuse, such as with a
 * server name twice.
 */
record HttpsEntrance(HttpPipeline http, ServerEngines engines, FrontEndLimits limits) implements Entrance {
    @Override
    public void enter(Channel connection, Watch watch) {
        connection.pipeline().addLast(new HelloSelector(new Handshake(watch)));
        // After it has looked at the clock: what is late must be so for both.
        watch.set(limits.handshake());
    }

    /** Of one connection. */
    private final class Handshake implements HelloSelector.Next {
        private final Watch watch;
        private final long begun = System.nanoTime();

        Handshake(Watch watch) {
            this.watch = watch;
        }

        @Override
        public boolean take(Channel connection, ClientHello hello, ByteBuf bytes) {
            watch.set(limits.head());
            connection
                    .pipeline()
                    .addLast(
                            Entrance.handshake(engines.engine(connection.alloc(), hello, bytes), limits.handshake()),
                            new AlpnSelector(http, watch));
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
