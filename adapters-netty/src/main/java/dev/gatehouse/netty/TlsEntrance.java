package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import dev.gatehouse.routing.plan.ConnectionDecision.Refuse;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * For TLS that ends here for some names, and goes on as it is for others.
 *
 * @param requests for names under which requests are made
 */
record TlsEntrance(HttpsEntrance requests, StreamForwarding streams) implements Entrance {
    @Override
    public void enter(Channel connection, Watch watch) {
        requests.enter(connection, watch, new Selecting(watch));
    }

    /** For one connection. */
    private final class Selecting extends HttpsHandshake {
        private final Watch watch;

        Selecting(Watch watch) {
            super(requests, watch);
            this.watch = watch;
        }

        @Override
        public boolean take(Channel connection, ClientHello hello, ByteBuf bytes) {
            ConnectionDecision decision = streams.decide(hello.serverName());
            if (decision instanceof Forward forward) {
                watch.clear();
                if (forward.listener().protocol() == Protocol.TLS_TERMINATE) {
                    connection
                            .pipeline()
                            .addLast(
                                    Entrance.handshake(
                                            requests.engines().ofStream(),
                                            requests.limits().handshake()),
                                    new TerminatedStream(streams, forward, requests.http()));
                } else {
                    streams.forward(connection, forward);
                }
                return true;
            }
            if (decision instanceof Refuse refuse) {
                watch.clear();
                streams.refuse(connection, refuse.reason());
                return false;
            }
            return super.take(connection, hello, bytes);
        }

        @Override
        public void refused(Channel connection, Refused.Reason reason) {
            streams.notTls(connection, reason);
            super.refused(connection, reason);
        }
    }
}
