package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import dev.gatehouse.routing.plan.ConnectionDecision.Refuse;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.HelloReader;
import dev.gatehouse.tls.hello.Reading;
import dev.gatehouse.tls.hello.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ClientHello that a connection begins with, asks what becomes of the connection, puts the handlers for that behind, and goes. What
 * it has read goes on to them byte for byte: nothing of the hello is answered before it is known who answers.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HelloSelector extends ByteToMessageDecoder {
    private final TlsEntrance entrance;
    private final Watch watch;
    private final HelloReader reader = new HelloReader();
    private boolean settled;

    /** @param watch closes the connection */
    HelloSelector(TlsEntrance entrance, Watch watch) {
        this.entrance = entrance;
        this.watch = watch;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        ctx.read();
    }

    /** Nobody has been asked yet. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ExchangeEvent.DRAIN) {
            ctx.close();
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (settled) {
            in.skipBytes(in.readableBytes());
            return;
        }
        Reading reading = reader.read(in.nioBuffer());
        if (reading instanceof ClientHello hello) {
            settled = true;
            select(ctx, hello.serverName());
        } else if (reading instanceof Refused refused) {
            settled = true;
            entrance.streams().notTls(ctx.channel(), refused.reason());
            end(ctx, refused.alert());
        }
    }

    private void select(ChannelHandlerContext ctx, @Nullable String serverName) {
        ConnectionDecision decision = entrance.streams().decide(serverName);
        if (decision instanceof Forward forward) {
            watch.clear();
            if (forward.listener().protocol() == Protocol.TLS_TERMINATE) {
                handOver(ctx, entrance.handshake(List.of()), new TerminatedStream(entrance.streams(), forward));
            } else {
                entrance.streams().forward(ctx.channel(), forward);
                handOver(ctx);
            }
        } else if (decision instanceof Refuse refuse) {
            watch.clear();
            entrance.streams().refuse(ctx.channel(), refuse.reason());
        } else {
            watch.set(entrance.limits().head());
            handOver(ctx, entrance.handshake(LiveServedRoutes.ALPN), new AlpnSelector(entrance.http(), watch));
        }
    }

    private void handOver(ChannelHandlerContext ctx, ChannelHandler... successors) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(successors);
        pipeline.remove(this);
    }

    /** With a fatal alert in a record of its own (RFC 8446, 5.1 and 6). */
    private static void end(ChannelHandlerContext ctx, int description) {
        ByteBuf alert = ctx.alloc().buffer(7);
        alert.writeByte(21).writeShort(0x0301).writeShort(2).writeByte(2).writeByte(description);
        ctx.writeAndFlush(alert).addListener(written -> ctx.close());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
