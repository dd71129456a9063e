package dev.gatehouse.tck.echo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** A WebSocket (RFC 6455) that sends back what comes. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class WebSocketPod extends SimpleChannelInboundHandler<WebSocketFrame> {
    static final String PATH = "/ws";

    private static final int MOST_BYTES = 1 << 20;

    private final WebSocketServerHandshaker handshaker;

    private WebSocketPod(WebSocketServerHandshaker handshaker) {
        this.handshaker = handshaker;
    }

    static boolean isMeant(HttpRequest request) {
        return request.uri().split("\\?", 2)[0].equals(PATH)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    static void open(ChannelHandlerContext context, HttpRequest request, ChannelHandler before) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(request.uri(), null, true, MOST_BYTES).newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        context.pipeline().remove(HttpServerKeepAliveHandler.class);
        context.pipeline().remove(HttpServerExpectContinueHandler.class);
        DefaultFullHttpRequest whole = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        handshaker.handshake(context.channel(), whole);
        context.pipeline().addLast(new WebSocketFrameAggregator(MOST_BYTES), new WebSocketPod(handshaker));
        context.pipeline().remove(before);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            handshaker.close(context.channel(), close.retain());
        } else if (frame instanceof PingWebSocketFrame) {
            context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (!(frame instanceof PongWebSocketFrame)) {
            context.writeAndFlush(frame.retain());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
