package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import dev.gatehouse.routing.attach.BackendTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop, and used on it alone. */
@SuppressWarnings("FutureReturnValueIgnored")
final class LoopUpstreams {
    private final Upstreams all;
    private final EventLoop loop;
    private final Map<Target, Http1Pool> http1 = new HashMap<>();
    private final Map<Target, Http2Pool> http2 = new HashMap<>();

    LoopUpstreams(Upstreams all, EventLoop loop) {
        this.all = all;
        this.loop = loop;
    }

    Http1Pool http1(Target target) {
        Http1Pool pool = http1.get(target);
        if (pool == null) {
            pool = new Http1Pool(this, target);
            http1.put(target, pool);
        }
        return pool;
    }

    Http2Pool http2(Target target) {
        Http2Pool pool = http2.get(target);
        if (pool == null) {
            pool = new Http2Pool(this, target);
            http2.put(target, pool);
        }
        return pool;
    }

    void forget(Http1Pool pool) {
        http1.remove(pool.target(), pool);
    }

    void forget(Http2Pool pool) {
        http2.remove(pool.target(), pool);
    }

    Upstreams all() {
        return all;
    }

    UpstreamLimits limits() {
        return all.limits();
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Opens a socket, whose handlers {@code initializer} adds behind those of TLS.
     *
     * @param done is told when it can be used, or why it cannot
     */
    Channel connect(Target target, Consumer<Channel> initializer, Consumer<@Nullable Throwable> done) {
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(all.channelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, limits().connect().toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (target.tls() != null) {
                            channel.pipeline().addLast(handshake(channel, target, target.tls()));
                        }
                        initializer.accept(channel);
                    }
                })
                .connect(Target.socketAddress(target.address()));
        connecting.addListener(connected -> {
            SslHandler tls = connecting.channel().pipeline().get(SslHandler.class);
            if (!connected.isSuccess() || tls == null) {
                done.accept(connected.cause());
            } else {
                tls.handshakeFuture().addListener(shaken -> done.accept(problem(target, tls, shaken.cause())));
            }
        });
        return connecting.channel();
    }

    /** As {@link Upstreams#connect} says, for one that is counted already. */
    void open(Target target, Consumer<Channel> initializer, Opening opening) {
        AtomicReference<Channel> made = new AtomicReference<>();
        connect(
                        target,
                        channel -> {
                            made.set(channel);
                            initializer.accept(channel);
                        },
                        problem -> {
                            Channel channel = made.get();
                            if (problem == null && channel != null) {
                                opening.opened(channel);
                                return;
                            }
                            if (channel != null) {
                                channel.close();
                            }
                            opening.failed(notOpened(Objects.requireNonNullElseGet(problem, IOException::new)));
                        })
                .closeFuture()
                .addListener(closed -> all.circuits().closed(target));
    }

    private SslHandler handshake(Channel channel, Target target, BackendTls tls) {
        SslHandler handler = new SslHandler(all.engines(tls).engine(channel.alloc(), target));
        handler.setHandshakeTimeoutMillis(limits().connect().toMillis());
        return handler;
    }

    private static @Nullable Throwable problem(Target target, SslHandler tls, @Nullable Throwable cause) {
        boolean agreed =
                target.protocol() != Protocol.HTTP2 || "h2".equals(tls.engine().getApplicationProtocol());
        return cause != null || agreed ? cause : new SSLHandshakeException("the endpoint does not offer HTTP/2");
    }

    /** What kept a connection from being opened, for whoever waits. */
    static UpstreamFailure notOpened(Throwable cause) {
        boolean late = cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException;
        return new UpstreamFailure(late ? Kind.CONNECT_TIMEOUT : Kind.CONNECT, false, String.valueOf(cause));
    }

    void closeFree() {
        List.copyOf(http1.values()).forEach(Http1Pool::closeFree);
        List.copyOf(http2.values()).forEach(Http2Pool::closeFree);
    }
}
