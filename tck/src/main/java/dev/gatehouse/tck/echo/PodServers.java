package dev.gatehouse.tck.echo;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sockets on the loopback address for the ports of pods. Each speaks what the pod at its address speaks at the moment when a connection comes;
 * where there is no pod, the connection is closed without an answer. Sockets stay open from case to case, connections do not. The methods are
 * for one thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
public final class PodServers implements AutoCloseable {
    /** Where they listen. */
    public static final String LOOPBACK = "127.0.0.1";

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("gatehouse-tck-pod", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<PodPort, Channel> servers = new HashMap<>();
    private volatile Echo echo = new Echo();

    private record PodPort(String address, int port, PodProtocol protocol) {}

    /** Lets these pods answer. Where they are those of another case, no connection of the case before outlives it. */
    public void serve(Echo answering) {
        if (echo != answering) {
            echo = answering;
            connections.close().awaitUninterruptibly();
        }
    }

    /**
     * The number of the socket for a port of the pod at an address; it is opened where there is none yet.
     *
     * @param protocol tells UDP and name servers from each other and from all that is over connections
     */
    public int port(String address, int port, PodProtocol protocol) throws IOException {
        PodPort key = new PodPort(address, port, protocol.overConnections() ? PodProtocol.TCP : protocol);
        Channel server = servers.get(key);
        if (server == null) {
            server = open(key);
            servers.put(key, server);
        }
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private Channel open(PodPort key) throws IOException {
        ChannelFuture bound = key.protocol.overConnections() ? connections(key) : datagrams(key);
        if (!bound.awaitUninterruptibly().isSuccess()) {
            throw new IOException("no socket for " + key, bound.cause());
        }
        return bound.channel();
    }

    private ChannelFuture connections(PodPort key) {
        return new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        PodConnection.begin(channel, echo, key.address, key.port);
                    }
                })
                .bind(LOOPBACK, 0);
    }

    private ChannelFuture datagrams(PodPort key) {
        return new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (key.protocol == PodProtocol.DNS) {
                            NameServerPod.speak(channel.pipeline());
                        } else {
                            channel.pipeline().addLast(new DatagramPod(() -> echo, key.address));
                        }
                    }
                })
                .bind(LOOPBACK, 0);
    }

    @Override
    public void close() {
        servers.values().forEach(Channel::close);
        connections.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
