package dev.gatehouse.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Objects;

/** Waits for the end of a handshake, puts the handlers behind for what was agreed on by ALPN, and goes. */
@SuppressWarnings("FutureReturnValueIgnored")
final class AlpnSelector extends ChannelInboundHandlerAdapter {
    private final HttpPipeline pipeline;
    private final Watch watch;

    /** @param watch closes the connection */
    AlpnSelector(HttpPipeline pipeline, Watch watch) {
        this.pipeline = pipeline;
        this.watch = watch;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ExchangeEvent.DRAIN) {
            ctx.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                SslHandler tls = Objects.requireNonNull(ctx.pipeline().get(SslHandler.class));
                if ("h2".equals(tls.engine().getApplicationProtocol())) {
                    pipeline.addHttp2(ctx.channel(), watch);
                } else {
                    pipeline.addHttp1(ctx.channel(), watch);
                }
                ctx.pipeline().remove(this);
            } else {
                pipeline.handshakeFailed(HandshakeFaults.of(handshake.cause()));
                ctx.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
