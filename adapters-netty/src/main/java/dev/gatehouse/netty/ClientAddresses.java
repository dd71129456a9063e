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
 * @param client the client's IP address as text
 */
record ClientAddresses(InetSocketAddress source, InetSocketAddress destination, String client) {
    private static final AttributeKey<ClientAddresses> KNOWN = AttributeKey.valueOf(ClientAddresses.class, "KNOWN");

    ClientAddresses(InetSocketAddress source, InetSocketAddress destination) {
        this(source, destination, source.getAddress().getHostAddress());
    }

    /** Those of a client's connection, or of a stream on it; null where it has none, such as one within this process. */
    static @Nullable ClientAddresses of(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        ClientAddresses known = connection.attr(KNOWN).get();
        if (known == null
                && connection.remoteAddress() instanceof InetSocketAddress source
                && connection.localAddress() instanceof InetSocketAddress destination) {
            known = new ClientAddresses(source, destination);
            known.tell(connection);
        }
        return known;
    }

    /** Says so of a connection, as a proxy in front may. */
    void tell(Channel connection) {
        connection.attr(KNOWN).set(this);
    }

    /** The client's address as text; {@code unknown} where there is none. */
    static String source(Channel channel) {
        ClientAddresses addresses = of(channel);
        return addresses == null ? "unknown" : addresses.client;
    }
}
