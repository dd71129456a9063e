package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import dev.gatehouse.routing.plan.ConnectionDecision.Refuse;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;

/**
 * For TLS that ends here for some names, and goes on as it is for others.
 */
record TlsEntrance(HttpPipeline http, StreamForwarding streams, ServerEngines engines, FrontEndLimits limits)
        implements Entrance {
    @Override
    public void enter(Channel connection, Watch watch) {
        watch.set(limits.handshake());
        connection.pipeline().addLast(new HelloSelector(new Selecting(watch)));
    }

    /** For one connection. */
    private final class Selecting implements HelloSelector.Next {
        private final Watch watch;

        Selecting(Watch watch) {
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
                            .addLast(handshake(engines.ofStream()), new TerminatedStream(streams, forward));
                } else {
                    streams.forward(connection, forward);
                }
            } else if (decision instanceof Refuse refuse) {
                watch.clear();
                streams.refuse(connection, refuse.reason());
                return false;
            } else {
                watch.set(limits.head());
                SSLEngine engine = engines.engine(connection.alloc(), hello, bytes);
                connection.pipeline().addLast(handshake(engine), new AlpnSelector(http, watch));
            }
            return true;
        }

        private SslHandler handshake(SSLEngine engine) {
            return Entrance.handshake(engine, limits.handshake());
        }

        @Override
        public void refused(Channel connection, Refused.Reason reason) {
            streams.notTls(connection, reason);
        }

        @Override
        public void ended() {}
    }
}
