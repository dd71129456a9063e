package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes the channel of a client that sends or takes a body too slowly: each message gives it the grace, and a second for each
 * {@link FrontEndLimits#clientRate} bytes moved. Only the time in which the client keeps us waiting counts, so a slow backend is not its
 * fault. Stands behind the codec, in a channel that does not read by itself.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ClientPace extends ChannelDuplexHandler {
    /** What was moved quickly buys no more than this for a single wait. */
    private static final long MOST = TimeUnit.SECONDS.toNanos(60);

    private final FrontEndLimits limits;
    private final Direction sending;
    private final Direction taking;
    private boolean bodyOpen;

    ClientPace(Channel channel, FrontEndLimits limits) {
        this.limits = limits;
        this.sending = new Direction(channel);
        this.taking = new Direction(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            sending.begin();
            bodyOpen = !(message instanceof LastHttpContent)
                    && (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0);
        }
        if (message instanceof HttpContent content) {
            sending.moved(content.content().readableBytes());
            bodyOpen &= !(message instanceof LastHttpContent);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        sending.resume();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (bodyOpen) {
            sending.await();
        }
        ctx.read();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse) {
            taking.begin();
        }
        if (message instanceof HttpContent content) {
            taking.moved(content.content().readableBytes());
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            taking.resume();
        } else {
            taking.await();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        sending.end();
        taking.end();
    }

    /** One direction of one message. */
    private final class Direction {
        private final Watch watch;
        private long waited;
        private long moved;
        private long waitingSince;
        private boolean waiting;

        Direction(Channel channel) {
            this.watch = new Watch(channel.eventLoop(), channel::close);
        }

        void begin() {
            waited = 0;
            moved = 0;
        }

        void moved(int bytes) {
            moved += bytes;
        }

        void await() {
            if (!waiting) {
                waiting = true;
                waitingSince = System.nanoTime();
                long earned = TimeUnit.SECONDS.toNanos(moved / limits.clientRate());
                long left = limits.clientGrace().toNanos() + earned - waited;
                watch.set(Duration.ofNanos(
                        Math.max(1, Math.min(left, limits.clientGrace().toNanos() + MOST))));
            }
        }

        void end() {
            watch.end();
        }

        void resume() {
            if (waiting) {
                waiting = false;
                waited += System.nanoTime() - waitingSince;
                watch.clear();
            }
        }
    }
}
