package dev.gatehouse.netty;

import io.netty.channel.Channel;

/**
 * For requests within TLS. The ClientHello is read before the JVM's TLS sees it, which takes a few that it should refuse, such as with a
 * server name twice.
 */
record HttpsEntrance(HttpPipeline http, ServerEngines engines, FrontEndLimits limits) implements Entrance {
    @Override
    public void enter(Channel connection, Watch watch) {
        enter(connection, watch, new HttpsHandshake(this, watch));
    }

    /** With a handshake that has just begun. */
    void enter(Channel connection, Watch watch, HttpsHandshake handshake) {
        connection.pipeline().addLast(new HelloSelector(handshake));
        // After the handshake has looked at the clock: what is late must be so for both.
        watch.set(limits.handshake());
    }
}
