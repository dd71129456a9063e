package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import javax.net.ssl.SSLEngine;

/** The first handlers of a client's connection, by what its port is for. */
interface Entrance {
    /**
     * Adds them. Nothing has been read yet.
     *
     * @param watch closes the connection; it is set for what must come first
     */
    void enter(Channel connection, Watch watch);

    /** For requests in the clear. */
    static Entrance http(HttpPipeline http) {
        return (connection, watch) -> connection.pipeline().addLast(new PrefaceDetector(http, watch));
    }

    /** For connections that go on as they are. */
    static Entrance tcp(StreamForwarding streams) {
        return (connection, watch) -> {
            watch.clear();
            streams.enter(connection);
        };
    }

    /** Speaks TLS with a client. */
    static SslHandler handshake(SSLEngine engine, Duration patience) {
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }
}
