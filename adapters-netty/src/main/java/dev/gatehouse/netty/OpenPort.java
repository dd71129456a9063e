package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One server socket and the connections that came through it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenPort implements ServedPort {
    private static final int BACKLOG = 1024;

    private final Bind bind;
    private final FrontEndLimits limits;
    private final ClientConnections connections;
    private volatile Use use;
    private @Nullable Channel server;

    /** What comes in, and what becomes of it. */
    record Use(PortKind kind, Entrance entrance) {}

    /** One that is not open yet. */
    OpenPort(Bind bind, Use use, FrontEndLimits limits, ClientConnections connections) {
        this.bind = bind;
        this.use = use;
        this.limits = limits;
        this.connections = connections;
    }

    /** @throws IOException where the system refuses the socket */
    void open(Transport transport, EventLoopGroup group, InetSocketAddress address) throws IOException {
        server = ServedPort.opened(new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new AcceptPause())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        accept(connection);
                    }
                })
                .bind(address));
    }

    @Override
    public Bind bind() {
        return bind;
    }

    PortKind kind() {
        return use.kind();
    }

    /** From the next connection on. */
    void use(Use next) {
        use = next;
    }

    @Override
    public int socketPort() {
        return ServedPort.number(server);
    }

    private void accept(Channel connection) {
        if (connections.take(connection)) {
            Watch watch = new Watch(connection.eventLoop(), connection::close);
            connection.closeFuture().addListener(closed -> watch.end());
            watch.set(limits.head());
            use.entrance().enter(connection, watch);
        }
    }

    /** Refuses new connections at once, and lets each that is there end with what is under way. */
    @Override
    public void drain() {
        connections.close();
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
        connections.drain();
    }

    @Override
    public void awaitEnd(Duration patience) {
        connections.awaitEnd(patience);
    }
}
