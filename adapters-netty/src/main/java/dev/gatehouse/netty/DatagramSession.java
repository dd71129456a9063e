package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Target;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one client and one endpoint send to each other: a socket of its own, so that the endpoint's answers can be told from those to others.
 * It ends when neither has sent anything for a while, nobody is there at the endpoint, or that is not ready any more; the client's next datagram begins another. Where a
 * socket takes no more, datagrams are lost, as on any other way; empty ones always are, for Netty sends none. Used on its event loop alone.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class DatagramSession extends ChannelInboundHandlerAdapter {
    /** Datagrams that wait for the socket to open, which takes no longer than a name needs to be looked up. */
    private static final int MOST_WAITING = 16;

    private final Channel server;
    private final InetSocketAddress client;
    private final Forward forward;
    private final Duration patience;
    private final DatagramCounters counters;
    private final Runnable onEnd;
    private final Watch idle;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private @Nullable Channel endpoint;
    private boolean opened;
    private boolean ended;

    DatagramSession(
            Channel server,
            InetSocketAddress client,
            Forward forward,
            Duration patience,
            DatagramCounters counters,
            Runnable onEnd) {
        this.server = server;
        this.client = client;
        this.forward = forward;
        this.patience = patience;
        this.counters = counters;
        this.onEnd = onEnd;
        this.idle = new Watch(server.eventLoop(), this::end);
    }

    void open(Transport transport) {
        forward.began();
        idle.set(patience);
        new Bootstrap()
                .group(server.eventLoop())
                .channel(transport.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DatagramPort.MOST_BYTES))
                .handler(this)
                .connect(Target.socketAddress(forward.endpoint()))
                .addListener(connected -> {
                    if (connected.isSuccess()) {
                        opened();
                    } else {
                        unreachable();
                    }
                });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        endpoint = ctx.channel();
        if (ended) {
            ctx.close();
        }
    }

    private void opened() {
        opened = true;
        for (ByteBuf content = waiting.poll(); content != null; content = waiting.poll()) {
            write(content);
        }
    }

    /** What the client sent. */
    void send(ByteBuf content) {
        idle.set(patience);
        if (opened) {
            write(content);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(content);
        } else {
            drop(content);
        }
    }

    private void write(ByteBuf content) {
        if (endpoint != null && endpoint.isWritable() && content.isReadable()) {
            endpoint.writeAndFlush(content, endpoint.voidPromise());
        } else {
            drop(content);
        }
    }

    private void drop(ByteBuf content) {
        counters.dropped.increment();
        content.release();
    }

    /** What the endpoint sent. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf content = ((DatagramPacket) message).content();
        idle.set(patience);
        if (server.isWritable() && content.isReadable()) {
            server.write(new DatagramPacket(content, client), server.voidPromise());
        } else {
            drop(content);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        server.flush();
    }

    /** Such as that nobody listens there (ICMP). */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        unreachable();
    }

    private void unreachable() {
        if (!ended) {
            counters.unreachable.increment();
            end(Outcome.UNREACHABLE);
        }
    }

    /** Whether its endpoint is not ready any more. */
    boolean isGone(Routes now) {
        return !now.endpoints(forward.backend()).contains(forward.endpoint());
    }

    void end() {
        end(Outcome.ANSWERED);
    }

    private void end(Outcome outcome) {
        if (ended) {
            return;
        }
        forward.ended(outcome);
        ended = true;
        idle.end();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        counters.end();
        onEnd.run();
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
