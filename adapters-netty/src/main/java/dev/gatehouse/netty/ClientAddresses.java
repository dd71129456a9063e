package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Between whom a connection is, as far back as the proxies in front tell.
 *
 * @param source the client
 * @param destination what the client connected to
 */
record ClientAddresses(InetSocketAddress source, InetSocketAddress destination) {
    private static final AttributeKey<ClientAddresses> TOLD = AttributeKey.valueOf(ClientAddresses.class, "TOLD");

    /** Those of a client's connection, or of a stream on it; null where it has none, such as one within this process. */
    static @Nullable ClientAddresses of(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        ClientAddresses told = connection.attr(TOLD).get();
        if (told != null) {
            return told;
        }
        return connection.remoteAddress() instanceof InetSocketAddress source
                        && connection.localAddress() instanceof InetSocketAddress destination
                ? new ClientAddresses(source, destination)
                : null;
    }

    /** A proxy in front tells them. */
    void tell(Channel connection) {
        connection.attr(TOLD).set(this);
    }

    /** The client's address as text; {@code unknown} where there is none. */
    static String source(Channel channel) {
        ClientAddresses addresses = of(channel);
        return addresses == null ? "unknown" : addresses.source.getAddress().getHostAddress();
    }
}
