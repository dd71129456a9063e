package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Upstreams;
import io.netty.channel.Channel;
import java.util.Objects;

/**
 * The connections to backends that {@link ProxyHandler}s share: one for all channels of a server. Each event loop has connections of its own,
 * so this costs no lock. TLS is that of {@link TlsLibrary#AUTO}. Safe for any number of threads. {@link #close} it before the event loops end.
 */
public final class BackendConnections implements AutoCloseable {
    private final Upstreams upstreams;
    private final FrontEndLimits limits;

    /**
     * Opens nothing yet.
     *
     * @param channelType of sockets to backends, one that the event loops of the clients' channels can drive, such as
     *     {@code NioSocketChannel.class}
     * @param limits those that concern backends, answers and tunnels count here
     */
    public BackendConnections(Class<? extends Channel> channelType, FrontEndLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.upstreams = new Upstreams(
                Objects.requireNonNull(channelType, "channelType"),
                TlsLibrary.AUTO.present() == TlsLibrary.OPENSSL,
                limits.upstream());
    }

    Upstreams upstreams() {
        return upstreams;
    }

    FrontEndLimits limits() {
        return limits;
    }

    /** Closes those that are free at once, the others when their exchange is over, and interrupts handlers in this process. */
    @Override
    public void close() {
        upstreams.close();
    }
}
