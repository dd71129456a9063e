package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.ConnectionRefusal;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One server socket and the connections that came through it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenPort implements ServedPort {
    private static final int BACKLOG = 1024;

    private final Bind bind;
    private final FrontEndLimits limits;
    private final AtomicInteger connectionsOfAll;
    private final @Nullable ConnectionObserver observer;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private volatile Use use;
    private @Nullable Channel server;
    private volatile boolean draining;

    /** What comes in, and what becomes of it. */
    record Use(PortKind kind, Entrance entrance) {}

    /**
     * One that is not open yet.
     *
     * @param connectionsOfAll counts those of all ports
     * @param observer null where nobody listens
     */
    OpenPort(
            Bind bind,
            Use use,
            FrontEndLimits limits,
            AtomicInteger connectionsOfAll,
            @Nullable ConnectionObserver observer) {
        this.bind = bind;
        this.use = use;
        this.limits = limits;
        this.connectionsOfAll = connectionsOfAll;
        this.observer = observer;
    }

    /** @throws IOException where the system refuses the socket */
    void open(Transport transport, EventLoopGroup group, InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        accept(connection);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        server = bound.channel();
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
        return server == null ? -1 : ((InetSocketAddress) server.localAddress()).getPort();
    }

    private void accept(Channel connection) {
        int count = connectionsOfAll.incrementAndGet();
        connections.add(connection);
        Watch watch = new Watch(connection.eventLoop(), connection::close);
        connection.closeFuture().addListener(closed -> {
            watch.end();
            connectionsOfAll.decrementAndGet();
            connections.remove(connection);
        });
        if (draining || count > limits.connections()) {
            if (observer != null && !draining) {
                observer.refused(bind, ConnectionRefusal.TOO_MANY);
            }
            connection.close();
            return;
        }
        if (observer != null) {
            ConnectionObserver told = observer;
            told.opened(bind);
            connection.closeFuture().addListener(closed -> told.closed(bind));
        }
        watch.set(limits.head());
        use.entrance().enter(connection, watch);
    }

    /** Refuses new connections at once, and lets each that is there end with what is under way. */
    @Override
    public void drain() {
        draining = true;
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
        for (Channel connection : connections) {
            // A tick later, when the loop has looked at its sockets again: what has arrived by now is answered.
            connection
                    .eventLoop()
                    .schedule(
                            () -> connection.pipeline().fireUserEventTriggered(ExchangeEvent.DRAIN),
                            1,
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void awaitEnd(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        for (Channel connection : connections) {
            long left = until - System.nanoTime();
            connection.closeFuture().awaitUninterruptibly(Math.max(0, left) / 1_000_000);
        }
        for (Channel connection : connections) {
            connection.close();
        }
        for (Channel connection : connections) {
            connection.closeFuture().awaitUninterruptibly();
        }
    }
}
