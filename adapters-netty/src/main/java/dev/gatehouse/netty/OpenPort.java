package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** One server socket and the connections that came through it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenPort {
    private static final int BACKLOG = 1024;

    private final Bind bind;
    private final @Nullable Supplier<SSLEngine> tls;
    private final HttpPipeline pipeline;
    private final FrontEndLimits limits;
    private final AtomicInteger connectionsOfAll;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private @Nullable Channel server;
    private volatile boolean draining;

    /**
     * @param tls makes an engine for each connection; null for a port without TLS
     * @param connectionsOfAll counts those of all ports
     */
    OpenPort(
            Bind bind,
            @Nullable Supplier<SSLEngine> tls,
            HttpPipeline pipeline,
            FrontEndLimits limits,
            AtomicInteger connectionsOfAll) {
        this.bind = bind;
        this.tls = tls;
        this.pipeline = pipeline;
        this.limits = limits;
        this.connectionsOfAll = connectionsOfAll;
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

    Bind bind() {
        return bind;
    }

    boolean isTls() {
        return tls != null;
    }

    int socketPort() {
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
            connection.close();
            return;
        }
        watch.set(limits.head());
        if (tls == null) {
            connection.pipeline().addLast(new PrefaceDetector(pipeline, watch));
        } else {
            connection.pipeline().addLast(handshake(tls), new AlpnSelector(pipeline, watch));
        }
    }

    private SslHandler handshake(Supplier<SSLEngine> engines) {
        SslHandler handler = new SslHandler(engines.get());
        handler.setHandshakeTimeoutMillis(limits.handshake().toMillis());
        return handler;
    }

    /** Refuses new connections at once, and lets each that is there end with what is under way. */
    void drain() {
        draining = true;
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(ExchangeEvent.DRAIN));
        }
    }

    /** After {@link #drain}: waits for the connections to end, and cuts those that have not in time. */
    void awaitEnd(Duration patience) {
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
