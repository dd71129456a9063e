package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import dev.gatehouse.routing.plan.ConnectionDecision.Refuse;
import dev.gatehouse.tls.hello.Refused;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * For TLS that ends here for some names, and goes on as it is for others.
 *
 * @param engines makes one for each connection, which agrees on one of these protocols by ALPN
 */
record TlsEntrance(
        HttpPipeline http, StreamForwarding streams, Function<List<String>, SSLEngine> engines, FrontEndLimits limits)
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
        public boolean take(Channel connection, @Nullable String serverName) {
            ConnectionDecision decision = streams.decide(serverName);
            if (decision instanceof Forward forward) {
                watch.clear();
                if (forward.listener().protocol() == Protocol.TLS_TERMINATE) {
                    connection.pipeline().addLast(handshake(List.of()), new TerminatedStream(streams, forward));
                } else {
                    streams.forward(connection, forward);
                }
            } else if (decision instanceof Refuse refuse) {
                watch.clear();
                streams.refuse(connection, refuse.reason());
                return false;
            } else {
                watch.set(limits.head());
                connection.pipeline().addLast(handshake(LiveServedRoutes.ALPN), new AlpnSelector(http, watch));
            }
            return true;
        }

        private SslHandler handshake(List<String> applicationProtocols) {
            return Entrance.handshake(engines.apply(applicationProtocols), limits.handshake());
        }

        @Override
        public void refused(Channel connection, Refused.Reason reason) {
            streams.notTls(connection, reason);
        }

        @Override
        public void ended() {}
    }
}
