package dev.gatehouse.netty;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One socket for datagrams, and a session for each address that sends to it: what becomes of a flow is asked for its first datagram, and all
 * others go the same way. The answers leave from this socket. All of it happens on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class DatagramPort implements ServedPort {
    /** No datagram is longer. */
    static final int MOST_BYTES = 65_535;

    private final Bind bind;
    private final LiveRoutes routes;
    private final Transport transport;
    private final FrontEndLimits limits;
    private final DatagramCounters counters;
    private final Map<InetSocketAddress, DatagramSession> sessions = new HashMap<>();
    private @Nullable Channel server;

    DatagramPort(Bind bind, LiveRoutes routes, Transport transport, FrontEndLimits limits, DatagramCounters counters) {
        this.bind = bind;
        this.routes = routes;
        this.transport = transport;
        this.limits = limits;
        this.counters = counters;
    }

    /** @throws IOException where the system refuses the socket */
    void open(EventLoopGroup group, InetSocketAddress address) throws IOException {
        server = ServedPort.opened(new Bootstrap()
                .group(group)
                .channel(transport.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MOST_BYTES))
                .handler(new FromClients())
                .bind(address));
    }

    @Override
    public Bind bind() {
        return bind;
    }

    @Override
    public int socketPort() {
        return ServedPort.number(server);
    }

    /** Ends the sessions with endpoints that are not ready any more: the client's next datagram goes to another. */
    void leaveGoneEndpoints() {
        if (server != null) {
            server.eventLoop()
                    .execute(() -> List.copyOf(sessions.values()).stream()
                            .filter(session -> session.isGone(routes.current()))
                            .forEach(DatagramSession::end));
        }
    }

    /** At once: a flow has no end that could be waited for, and who waits for an answer asks again. */
    @Override
    public void drain() {
        if (server != null) {
            server.close().awaitUninterruptibly();
        }
    }

    @Override
    public void awaitEnd(Duration patience) {}

    private final class FromClients extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            ByteBuf content = packet.content();
            DatagramSession session = sessions.get(packet.sender());
            if (session == null) {
                session = begin(ctx.channel(), packet.sender());
            }
            if (session == null) {
                counters.dropped.increment();
                content.release();
            } else {
                session.send(content);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            List.copyOf(sessions.values()).forEach(DatagramSession::end);
        }

        /** Of one client, such as a route that it cannot be reached by: no reason to end what the others do. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            counters.dropped.increment();
        }
    }

    /** Null where nothing takes the flow. */
    private @Nullable DatagramSession begin(Channel server, InetSocketAddress client) {
        ConnectionDecision decision = routes.current().connect(bind, null);
        if (!(decision instanceof Forward forward) || !counters.begin(limits.datagramSessions())) {
            return null;
        }
        DatagramSession session = new DatagramSession(
                server, client, forward, limits.datagramIdle(), counters, () -> sessions.remove(client));
        sessions.put(client, session);
        session.open(transport);
        return session;
    }
}
