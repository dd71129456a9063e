package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.ConnectionRefusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Waits for the header of the PROXY protocol, keeps what it tells of the client, lets the first handlers of the connection in, and goes. */
@SuppressWarnings("FutureReturnValueIgnored")
final class ProxyHeaderReader extends ChannelDuplexHandler {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    /** Bytes of what may follow the addresses, which nobody here reads. */
    private static final int MOST_EXTRAS = 4096;

    private final Entrance next;
    private final Watch watch;
    private final Consumer<ConnectionRefusal> refused;
    private boolean told;

    private ProxyHeaderReader(Entrance next, Watch watch, Consumer<ConnectionRefusal> refused) {
        this.next = next;
        this.watch = watch;
        this.refused = refused;
    }

    /**
     * One that closes connections of peers that are not trusted, and of those that begin in another way.
     *
     * @param next for what follows the header
     * @param refused told of each that is closed
     */
    static Entrance before(Entrance next, ProxyProtocol proxy, int listenerPort, Consumer<ConnectionRefusal> refused) {
        return (connection, watch) -> {
            if (connection.remoteAddress() instanceof InetSocketAddress peer && proxy.isTrustedAt(listenerPort, peer)) {
                connection
                        .pipeline()
                        .addLast(new HAProxyMessageDecoder(MOST_EXTRAS), new ProxyHeaderReader(next, watch, refused));
            } else {
                LOG.log(Level.DEBUG, "{0} may not say who its client is", connection.remoteAddress());
                refused.accept(ConnectionRefusal.UNTRUSTED_PROXY);
                connection.close();
            }
        };
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HAProxyMessage header && tell(ctx.channel(), header)) {
                next.enter(ctx.channel(), watch);
                ctx.pipeline().remove(this);
                ctx.channel().read();
            } else {
                noHeader();
                ctx.close();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** False where the header is of something that is no connection of TCP. */
    private static boolean tell(Channel connection, HAProxyMessage header) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        if (header.command() == HAProxyCommand.LOCAL || protocol == HAProxyProxiedProtocol.UNKNOWN) {
            return true;
        }
        if (protocol != HAProxyProxiedProtocol.TCP4 && protocol != HAProxyProxiedProtocol.TCP6) {
            return false;
        }
        new ClientAddresses(
                        address(header.sourceAddress(), header.sourcePort()),
                        address(header.destinationAddress(), header.destinationPort()))
                .tell(connection);
        return true;
    }

    private static InetSocketAddress address(String text, int port) {
        return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(text), port);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ExchangeEvent.DRAIN) {
            told = true;
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "{0} did not say who its client is: {1}",
                ctx.channel().remoteAddress(),
                cause);
        if (cause instanceof DecoderException) {
            noHeader();
        }
        ctx.close();
    }

    /** By us, since it is still here: no header came in time. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!told) {
            LOG.log(
                    Level.DEBUG,
                    "{0} did not say in time who its client is",
                    ctx.channel().remoteAddress());
            noHeader();
        }
        ctx.close(promise);
    }

    /** Told once, however often the decoder complains. */
    private void noHeader() {
        if (!told) {
            told = true;
            refused.accept(ConnectionRefusal.NO_PROXY_HEADER);
        }
    }
}
