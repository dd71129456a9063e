package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** Has one connection shake hands for requests, and tells of handshakes that come to nothing. */
class HttpsHandshake implements HelloSelector.Next {
    private final HttpsEntrance entrance;
    private final Watch watch;
    private final long begun = System.nanoTime();

    /** Its time begins now. */
    HttpsHandshake(HttpsEntrance entrance, Watch watch) {
        this.entrance = entrance;
        this.watch = watch;
    }

    @Override
    public boolean take(Channel connection, ClientHello hello, ByteBuf bytes) {
        watch.set(entrance.limits().head());
        connection
                .pipeline()
                .addLast(
                        Entrance.handshake(
                                entrance.engines().engine(connection.alloc(), hello, bytes),
                                entrance.limits().handshake()),
                        new AlpnSelector(entrance.http(), watch));
        return true;
    }

    @Override
    public void refused(Channel connection, Refused.Reason reason) {
        entrance.http().handshakeFailed(HandshakeFaults.of(reason));
    }

    @Override
    public void ended() {
        boolean late =
                System.nanoTime() - begun >= entrance.limits().handshake().toNanos();
        entrance.http().handshakeFailed(late ? HandshakeFault.TIMEOUT : HandshakeFault.CLOSED);
    }
}
