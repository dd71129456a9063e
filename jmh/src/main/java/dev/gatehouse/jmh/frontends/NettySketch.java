package dev.gatehouse.jmh.frontends;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * What Netty's own codecs cost: passes every request to the backend as it came, over a connection of its own for each client. It decides
 * nothing, checks nothing, bounds nothing and waits for nobody, so it is no front end: the floor for one that is built on Netty.
 */
public final class NettySketch {
    private NettySketch() {}

    /** Serves plain HTTP/1.1 until it is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        connect(client);
                    }
                });
        // Nothing is sent here: the harness waits until both ports are open.
        server.bind("127.0.0.1", Ports.SECURE).sync();
        server.bind("127.0.0.1", Ports.PLAIN).sync().channel().closeFuture().sync();
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static void connect(Channel client) {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel backend) {
                        backend.pipeline().addLast(new HttpClientCodec(), new PassOn(client));
                        client.pipeline().addLast(new HttpServerCodec(), new PassOn(backend));
                    }
                })
                .connect("127.0.0.1", Ports.BACKEND)
                .addListener(connected -> client.config().setAutoRead(true));
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static final class PassOn extends ChannelInboundHandlerAdapter {
        private final Channel other;

        PassOn(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            other.write(message, other.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            other.flush();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            other.close();
        }
    }
}
