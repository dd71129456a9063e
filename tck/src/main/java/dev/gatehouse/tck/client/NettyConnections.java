package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.TlsOffer;
import dev.gatehouse.tck.tls.TlsContexts;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Opens connections with Netty. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class NettyConnections {
    private NettyConnections() {}

    /**
     * A connection, its handshake made.
     *
     * @param asked is run where the server asks for a client certificate
     * @param speaking puts in the pipeline what comes after TLS
     */
    static Channel open(
            EventLoopGroup threads,
            InetSocketAddress address,
            @Nullable TlsOffer tls,
            Runnable asked,
            Consumer<Channel> speaking)
            throws IOException {
        SslHandler handler = tls == null ? null : handler(tls, asked);
        ChannelFuture connected = new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Wire.PATIENCE)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (handler != null) {
                            channel.pipeline().addLast(handler);
                        }
                        speaking.accept(channel);
                    }
                })
                .connect(address);
        finish(connected, connected.channel());
        if (handler != null) {
            finish(handler.handshakeFuture(), connected.channel());
        }
        return connected.channel();
    }

    private static void finish(Future<?> step, Channel channel) throws IOException {
        boolean ended = step.awaitUninterruptibly(Wire.PATIENCE);
        if (!ended || !step.isSuccess()) {
            channel.close();
            throw new IOException(ended ? String.valueOf(step.cause()) : "nothing came in time", step.cause());
        }
    }

    private static SslHandler handler(TlsOffer offer, Runnable asked) throws IOException {
        try {
            SSLEngine engine = TlsContexts.client(offer, asked).createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            String name = offer.serverName();
            parameters.setServerNames(name == null ? List.<SNIServerName>of() : List.of(new SNIHostName(name)));
            parameters.setApplicationProtocols(offer.applicationProtocols().toArray(String[]::new));
            engine.setSSLParameters(parameters);
            return new SslHandler(engine);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }
}
