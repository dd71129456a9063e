package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Begins a connection to an endpoint with the header of the PROXY protocol, in front of everything, and goes. */
@SuppressWarnings("FutureReturnValueIgnored")
final class ProxyHeaderWriter extends ChannelDuplexHandler {
    private final HAProxyProtocolVersion version;
    private final @Nullable ClientAddresses addresses;
    private boolean begun;

    private ProxyHeaderWriter(HAProxyProtocolVersion version, @Nullable ClientAddresses addresses) {
        this.version = version;
        this.addresses = addresses;
    }

    /** For a connection to an endpoint that is about to be opened for this client. */
    static void add(Channel endpoint, ProxyProtocol.Version version, Channel client) {
        HAProxyProtocolVersion spoken =
                version == ProxyProtocol.Version.V1 ? HAProxyProtocolVersion.V1 : HAProxyProtocolVersion.V2;
        endpoint.pipeline()
                .addFirst(new ProxyHeaderWriter(spoken, ClientAddresses.of(client)))
                .addFirst(HAProxyMessageEncoder.INSTANCE);
    }

    /** Whoever waits for the connection is told before this is, and may write at once. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        begin(ctx);
        ctx.write(message, promise);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
        ctx.flush();
        ctx.pipeline().remove(HAProxyMessageEncoder.class);
        ctx.pipeline().remove(this);
        ctx.fireChannelActive();
    }

    private void begin(ChannelHandlerContext ctx) {
        if (!begun) {
            begun = true;
            ctx.write(header()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private HAProxyMessage header() {
        if (addresses == null) {
            return unknown();
        }
        InetAddress source = addresses.source().getAddress();
        InetAddress destination = addresses.destination().getAddress();
        boolean ipv4 = source instanceof Inet4Address;
        if (ipv4 != destination instanceof Inet4Address) {
            return unknown();
        }
        return new HAProxyMessage(
                version,
                HAProxyCommand.PROXY,
                ipv4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
                NetUtil.toAddressString(source),
                NetUtil.toAddressString(destination),
                addresses.source().getPort(),
                addresses.destination().getPort());
    }

    private HAProxyMessage unknown() {
        return new HAProxyMessage(version, HAProxyCommand.PROXY, HAProxyProxiedProtocol.UNKNOWN, null, null, 0, 0);
    }
}
