package dev.gatehouse.netty;

import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** Waits for the end of a handshake, sends what is inside on to an endpoint, and goes. No endpoint hears of a client that fails before. */
@SuppressWarnings("FutureReturnValueIgnored")
final class TerminatedStream extends ChannelInboundHandlerAdapter {
    private final StreamForwarding streams;
    private final Forward forward;
    private final HttpPipeline port;

    /** @param port hears of a handshake that fails */
    TerminatedStream(StreamForwarding streams, Forward forward, HttpPipeline port) {
        this.streams = streams;
        this.forward = forward;
        this.port = port;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ExchangeEvent.DRAIN) {
            ctx.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                streams.forward(ctx.channel(), forward);
                ctx.pipeline().remove(this);
            } else {
                port.handshakeFailed(HandshakeFaults.of(handshake.cause()));
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
