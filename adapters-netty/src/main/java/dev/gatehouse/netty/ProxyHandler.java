package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests to their endpoints and the answers back. Stands behind a {@link RoutingHandler}, in a channel that does not read by
 * itself ({@code AUTO_READ} false): it asks for more when the other side takes more. One new object for each channel.
 */
final class ProxyHandler extends ChannelInboundHandlerAdapter {
    private final Upstreams upstreams;
    private final Bind bind;
    private final FrontEndLimits limits;
    private @Nullable Exchange exchange;

    ProxyHandler(Upstreams upstreams, Bind bind, FrontEndLimits limits) {
        this.upstreams = upstreams;
        this.bind = bind;
        this.limits = limits;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    FrontEndLimits limits() {
        return limits;
    }

    Client client(Channel channel, HttpRequest request) {
        NettyRequestHead head = new NettyRequestHead(request, null);
        String authority = head.authority();
        String host = request.headers().get(HttpHeaderNames.HOST);
        return new Client(
                address(channel.remoteAddress()),
                NettyRequestHead.tls(channel) == null ? "http" : "https",
                bind.port(),
                authority != null ? authority : host != null ? host : "");
    }

    private static String address(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress socket ? socket.getAddress().getHostAddress() : "unknown";
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            ctx.read();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            Forward forward = ctx.channel().attr(RoutingHandler.DECISION).get();
            Exchange begun = new Exchange(ctx, this, forward, request);
            exchange = begun;
            begun.begin();
        } else if (message instanceof HttpContent content && exchange != null) {
            exchange.requestContent(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.requestReadComplete();
        } else {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && ctx.channel().isWritable()) {
            exchange.clientWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ExchangeEvent.REQUEST_CUT && exchange != null) {
            exchange.abort();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.abort();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    void finished(Exchange ended) {
        if (exchange == ended) {
            exchange = null;
        }
    }

    /** The client's connection and the endpoint's speak no HTTP from here on. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void openTunnel(ChannelHandlerContext ctx, HttpResponse answer, Upstream upstream) {
        Tunnel atClient = new Tunnel(limits.tunnelIdle());
        Tunnel atEndpoint = new Tunnel(limits.tunnelIdle());
        ctx.writeAndFlush(answer);
        HttpPipeline.handOver(ctx.channel(), atClient);
        Tunnel.join(ctx.channel(), atClient, upstream.handOver(atEndpoint), atEndpoint);
    }
}
