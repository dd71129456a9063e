package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.codec.Http2;
import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Connections of HTTP/2 from one event loop to one endpoint. Another is opened when the streams of those there are used up. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Pool {
    private final LoopUpstreams loop;
    private final Target target;
    private final List<Connection> connections = new ArrayList<>();
    private final Queue<Answering> waiting = new ArrayDeque<>();
    private int open;
    private boolean connecting;

    Http2Pool(LoopUpstreams loop, Target target) {
        this.loop = loop;
        this.target = target;
    }

    Target target() {
        return target;
    }

    void open(Answering answering) {
        for (Connection connection : connections) {
            if (connection.streams < connection.most) {
                connection.openStream(answering);
                return;
            }
        }
        if (!loop.all().circuits().await(target)) {
            answering.failed(UpstreamFailure.tooManyWait(target));
            return;
        }
        waiting.add(answering);
        if (!connecting) {
            connect();
        }
    }

    private void connect() {
        if (!loop.all().circuits().connect(target)) {
            failWaiting(UpstreamFailure.tooManyConnections(target));
            return;
        }
        open++;
        connecting = true;
        Connection connection = new Connection();
        Channel opening = loop.connect(target, connection::initialize, problem -> {
            connecting = false;
            if (problem == null) {
                connections.add(connection);
                serveWaiting();
            } else {
                failWaiting(LoopUpstreams.notOpened(problem));
                connection.retire();
            }
        });
        opening.closeFuture().addListener(closed -> closed(connection));
    }

    private void serveWaiting() {
        for (int left = waiting.size(); left > 0; left--) {
            open(nextWaiting());
        }
    }

    private void failWaiting(UpstreamFailure failure) {
        for (int left = waiting.size(); left > 0; left--) {
            nextWaiting().failed(failure);
        }
    }

    private Answering nextWaiting() {
        loop.all().circuits().served(target);
        return waiting.remove();
    }

    private void closed(Connection connection) {
        loop.all().circuits().closed(target);
        open--;
        connections.remove(connection);
        if (open == 0 && waiting.isEmpty()) {
            loop.forget(this);
        }
    }

    void closeFree() {
        List.copyOf(connections).forEach(Connection::retire);
    }

    /** The last handler of a connection. */
    private final class Connection extends ChannelInboundHandlerAdapter {
        private Channel channel;
        private int streams;
        private int most = Http2CodecUtil.SMALLEST_MAX_CONCURRENT_STREAMS;
        private boolean used;
        private long idleCheck;

        @SuppressWarnings("NullAway.Init")
        Connection() {}

        void initialize(Channel channel) {
            this.channel = channel;
            channel.config().setAutoRead(true);
            UpstreamLimits limits = loop.limits();
            channel.pipeline()
                    .addLast(
                            Http2.client(limits.message(), limits.http2()),
                            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                            this);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            int more = loop.limits().http2().connectionWindow() - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
            if (more > 0) {
                ctx.write(new DefaultHttp2WindowUpdateFrame(more));
            }
        }

        void openStream(Answering answering) {
            streams++;
            boolean reused = used;
            used = true;
            Stream[] made = new Stream[1];
            new Http2StreamChannelBootstrap(channel)
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel stream) {
                            made[0] = new Stream(stream, reused);
                            stream.pipeline()
                                    .addLast(
                                            UpstreamHandler.CODEC,
                                            Http2.clientStream(loop.limits().message(), target.scheme()))
                                    .addLast(made[0]);
                        }
                    })
                    .open()
                    .addListener(done -> {
                        if (done.isSuccess()) {
                            made[0].channel().closeFuture().addListener(closed -> streamClosed());
                            made[0].begin(answering);
                            made[0].read();
                            answering.connected(made[0]);
                        } else {
                            retire();
                            streamClosed();
                            answering.failed(new UpstreamFailure(Kind.REFUSED, reused, String.valueOf(done.cause())));
                        }
                    });
        }

        private void streamClosed() {
            streams--;
            if (streams == 0) {
                if (!connections.contains(this) || loop.all().isClosed()) {
                    channel.close();
                } else {
                    closeWhenIdle();
                }
            }
            if (!waiting.isEmpty() && streams < most) {
                serveWaiting();
            }
        }

        private void closeWhenIdle() {
            long check = ++idleCheck;
            loop.loop()
                    .schedule(
                            () -> {
                                if (streams == 0 && check == idleCheck) {
                                    channel.close();
                                }
                            },
                            loop.limits().idle().toNanos(),
                            TimeUnit.NANOSECONDS);
        }

        /** Takes no further streams, and ends with the last of those that it has. */
        void retire() {
            connections.remove(this);
            if (streams == 0 && channel != null) {
                channel.close();
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2SettingsFrame settings) {
                Long told = settings.settings().maxConcurrentStreams();
                most = told == null ? most : (int) Math.min(told, 1 << 16);
            } else if (message instanceof Http2GoAwayFrame) {
                retire();
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** The last handler of a stream. */
    private static final class Stream extends UpstreamHandler {
        private final boolean reused;

        Stream(Channel channel, boolean reused) {
            super(channel);
            this.reused = reused;
        }

        @Override
        boolean isReused() {
            return reused;
        }

        @Override
        void unasked() {
            channel().close();
        }

        @Override
        public void release() {
            end();
            channel().close();
        }
    }
}
