package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A socket that is open for a bind, and what came in through it. */
sealed interface ServedPort permits OpenPort, DatagramPort, Http3Port {
    Bind bind();

    /** The number of the socket. */
    int socketPort();

    /** Takes nothing new from now on, and lets what is there end. */
    void drain();

    /** The socket, once the system has given it; an {@link IOException} where it refuses. */
    static Channel opened(ChannelFuture binding) throws IOException {
        if (!binding.awaitUninterruptibly().isSuccess()) {
            throw new IOException(binding.cause().getMessage(), binding.cause());
        }
        return binding.channel();
    }

    /** The number of a socket; −1 where there is none. */
    static int number(@Nullable Channel socket) {
        return socket == null ? -1 : ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** After {@link #drain}: waits for that, and cuts what has not ended in time. */
    void awaitEnd(Duration patience);
}
