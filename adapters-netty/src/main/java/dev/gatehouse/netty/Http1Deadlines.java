package dev.gatehouse.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Closes a connection of HTTP/1 whose next head takes too long, or never comes, and knows whether one has begun when its port ends. Stands behind the codec, with {@link #ahead} in front of
 * it, which sees the bytes of a head that is not complete.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Deadlines extends ChannelDuplexHandler {
    private final Watch watch;
    private final FrontEndLimits limits;
    private int unanswered;
    private boolean headBegun;
    private boolean headBytes;
    private boolean interim;

    /** @param watch closes the connection */
    Http1Deadlines(Watch watch, FrontEndLimits limits) {
        this.watch = watch;
        this.limits = limits;
        headBegun = true;
        watch.set(limits.head());
    }

    /** For the place in front of the codec. */
    ChannelHandler ahead() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                headBytes = unanswered == 0;
                if (unanswered == 0 && !headBegun) {
                    headBegun = true;
                    watch.set(limits.head());
                }
                ctx.fireChannelRead(message);
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            headBegun = false;
            headBytes = false;
            watch.clear();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event == ExchangeEvent.DRAIN && headBytes ? ExchangeEvent.DRAIN_AFTER_NEXT : event);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && !interim && --unanswered == 0) {
            headBegun = false;
            watch.set(limits.idle());
        }
        ctx.write(message, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        watch.clear();
    }
}
