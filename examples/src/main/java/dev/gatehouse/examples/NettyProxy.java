package dev.gatehouse.examples;

import dev.gatehouse.netty.BackendConnections;
import dev.gatehouse.netty.FrontEndLimits;
import dev.gatehouse.netty.ProxyHandler;
import dev.gatehouse.netty.RoutingHandler;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.yaml.Manifests;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A Netty server of one's own that forwards as Kubernetes routes say: their routing, and their way to the backends, are two handlers in
 * its pipeline. What it lacks beside {@link dev.gatehouse.netty.NettyFrontEnd} are HTTP/2, TLS and deadlines for clients.
 *
 * <pre>
 * curl http://app.example.com:8080/api --resolve app.example.com:8080:127.0.0.1
 * </pre>
 */
public final class NettyProxy {
    private NettyProxy() {}

    /** Serves the routes of the folder that is named, or of {@code examples/shop}, until the program is ended. */
    public static void main(String[] args) throws IOException {
        LiveRoutes routes = LiveRoutes.of(Manifests.read(Path.of(args.length > 0 ? args[0] : "examples/shop")));
        BackendConnections backends = new BackendConnections(NioSocketChannel.class, FrontEndLimits.defaults());
        start(routes, backends, 8080, new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()));
    }

    static Channel start(LiveRoutes routes, BackendConnections backends, int port, EventLoopGroup threads) {
        Bind bind = routes.current().binds().get(0);
        return new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new RoutingHandler(routes, bind),
                                        new ProxyHandler(backends, bind));
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }
}
