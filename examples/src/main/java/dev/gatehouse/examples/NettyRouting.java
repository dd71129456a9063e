package dev.gatehouse.examples;

import dev.gatehouse.netty.RoutingHandler;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.yaml.Manifests;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A Netty server of one's own whose requests are routed by Kubernetes resources: its handler is told which Service each is for. Redirects, and
 * requests that no rule takes, are answered before they reach it.
 *
 * <pre>
 * curl http://app.example.com:8080/api --resolve app.example.com:8080:127.0.0.1
 * </pre>
 */
public final class NettyRouting {
    private NettyRouting() {}

    /** Serves the routes of the folder that is named, or of {@code examples/shop}, until the program is ended. */
    public static void main(String[] args) throws IOException {
        LiveRoutes routes = LiveRoutes.of(Manifests.read(Path.of(args.length > 0 ? args[0] : "examples/shop")));
        start(routes, 8080, new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()));
    }

    static Channel start(LiveRoutes routes, int port, EventLoopGroup threads) {
        Bind bind = routes.current().binds().get(0);
        return new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec(), new RoutingHandler(routes, bind), new Services());
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** What the program does for its Services. */
    private static final class Services extends SimpleChannelInboundHandler<HttpRequest> {
        // What becomes of the write is told by the channel itself.
        @Override
        @SuppressWarnings("FutureReturnValueIgnored")
        protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
            Decision.Forward decision =
                    ctx.channel().attr(RoutingHandler.DECISION).get();
            byte[] text = ("for " + decision.backend() + ": " + decision.target()).getBytes(StandardCharsets.UTF_8);
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(text));
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, text.length);
            ctx.writeAndFlush(answer);
        }
    }
}
