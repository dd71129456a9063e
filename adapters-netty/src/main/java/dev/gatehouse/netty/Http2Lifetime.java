package dev.gatehouse.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * The last handler of a connection of HTTP/2: gives it its window, ends it when it has been without streams for too long or has had its
 * share of requests, and ends it gently when its port does.
 *
 * <p>The end is told twice, as RFC 9113 section 6.8 wants it: at first without saying which stream is the last, for others are on their way
 * to us, and then, when the client has answered a ping and so knows, with the last one that came.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Lifetime extends ChannelInboundHandlerAdapter {
    /** How long a client may take to know; one that takes longer loses the streams that it opens then. */
    private static final long MOST_SECONDS_TO_KNOW = 5;

    private final Http2Connection connection;
    private final Watch watch;
    private final FrontEndLimits limits;
    private int requests;
    private boolean draining;

    /** Whether no further stream is taken. */
    private boolean lastTold;

    /** @param watch closes the connection */
    Http2Lifetime(Http2FrameCodec codec, Watch watch, FrontEndLimits limits) {
        this.connection = codec.connection();
        this.watch = watch;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch.set(limits.head());
        int more = limits.connectionWindow() - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
        if (more > 0) {
            ctx.writeAndFlush(new DefaultHttp2WindowUpdateFrame(more));
        }
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamActive(Http2Stream stream) {
                watch.clear();
                if (++requests == limits.requestsPerConnection()) {
                    ctx.executor().execute(() -> drain(ctx));
                }
            }

            @Override
            public void onStreamClosed(Http2Stream stream) {
                if (connection.numActiveStreams() == 0) {
                    if (lastTold) {
                        ctx.executor().execute(ctx::close);
                    } else {
                        watch.set(limits.idle());
                    }
                }
            }
        });
    }

    private void drain(ChannelHandlerContext ctx) {
        if (!draining) {
            draining = true;
            ctx.write(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
            ctx.writeAndFlush(new DefaultHttp2PingFrame(0));
            ctx.executor().schedule(() -> tellLast(ctx), MOST_SECONDS_TO_KNOW, TimeUnit.SECONDS);
        }
    }

    /** Streams that are open end as they like; the client opens no others. */
    private void tellLast(ChannelHandlerContext ctx) {
        if (!lastTold && ctx.channel().isActive()) {
            lastTold = true;
            ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
            if (connection.numActiveStreams() == 0) {
                ctx.close();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ExchangeEvent.DRAIN) {
            drain(ctx);
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (draining && message instanceof Http2PingFrame ping && ping.ack()) {
            tellLast(ctx);
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What the peer did wrong it is told by the codec, which then closes.
        if (!(cause instanceof Http2Exception)) {
            ctx.close();
        }
    }
}
