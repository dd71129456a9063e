package dev.gatehouse.netty;

import dev.gatehouse.tls.context.ServerTls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The TLS that requests come through.
 *
 * @param name gives the server name that the client asked for, as {@link ServerTls#serverName} does
 */
record ClientTls(SSLSession session, Supplier<@Nullable String> name) {
    private static final AttributeKey<ClientTls> TOLD = AttributeKey.valueOf(ClientTls.class, "TOLD");

    /** That of a client's connection, or of a stream on it, once its handshake is over; null where it has none. */
    static @Nullable ClientTls of(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        SslHandler handler = connection.pipeline().get(SslHandler.class);
        if (handler != null) {
            SSLSession session = handler.engine().getSession();
            return new ClientTls(session, () -> ServerTls.serverName(session));
        }
        return channel.hasAttr(TOLD) ? channel.attr(TOLD).get() : null;
    }

    /** Says so of a stream of QUIC, which no handler deciphers. */
    void tell(Channel stream) {
        stream.attr(TOLD).set(this);
    }
}
