package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/** Waits for the header of the PROXY protocol, keeps what it tells of the client, lets the first handlers of the connection in, and goes. */
@SuppressWarnings("FutureReturnValueIgnored")
final class ProxyHeaderReader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    /** Bytes of what may follow the addresses, which nobody here reads. */
    private static final int MOST_EXTRAS = 4096;

    private final Entrance next;
    private final Watch watch;

    private ProxyHeaderReader(Entrance next, Watch watch) {
        this.next = next;
        this.watch = watch;
    }

    /**
     * One that closes connections of peers that are not trusted, and of those that begin in another way.
     *
     * @param next for what follows the header
     */
    static Entrance before(Entrance next, ProxyProtocol proxy, int listenerPort) {
        return (connection, watch) -> {
            if (connection.remoteAddress() instanceof InetSocketAddress peer && proxy.isTrustedAt(listenerPort, peer)) {
                connection
                        .pipeline()
                        .addLast(new HAProxyMessageDecoder(MOST_EXTRAS), new ProxyHeaderReader(next, watch));
            } else {
                LOG.log(Level.DEBUG, "{0} may not say who its client is", connection.remoteAddress());
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
        ctx.close();
    }
}
