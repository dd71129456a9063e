package dev.gatehouse.netty;

import dev.gatehouse.tls.context.ServerTls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The TLS that requests come through.
 *
 * @param serverName what the client asked for, as {@link ServerTls#serverName} says
 */
record ClientTls(SSLSession session, @Nullable String serverName) {
    private static final AttributeKey<ClientTls> KNOWN = AttributeKey.valueOf(ClientTls.class, "KNOWN");

    /** That of a client's connection, or of a stream on it, once its handshake is over; null where it has none. */
    @SuppressWarnings("ReferenceEquality") // another session is that of another handshake
    static @Nullable ClientTls of(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        ClientTls known = connection.attr(KNOWN).get();
        SslHandler handler = connection.pipeline().get(SslHandler.class);
        if (handler == null) {
            return known;
        }
        SSLSession session = handler.engine().getSession();
        if (known == null || known.session != session) {
            known = new ClientTls(session, ServerTls.serverName(session));
            known.tell(connection);
        }
        return known;
    }

    /** Says so of a connection, or of a stream of QUIC, which no handler deciphers. */
    void tell(Channel channel) {
        channel.attr(KNOWN).set(this);
    }
}
