package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;

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
        connection.pipeline().addLast(new HelloSelector(this, watch));
    }

    SslHandler handshake(List<String> applicationProtocols) {
        return Entrance.handshake(engines.apply(applicationProtocols), limits.handshake());
    }
}
