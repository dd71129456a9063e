package dev.gatehouse.netty;

import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.HelloReader;
import dev.gatehouse.tls.hello.Reading;
import dev.gatehouse.tls.hello.Refused;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Reads the ClientHello that a connection begins with, has the handlers for it put behind, and goes. What it has read goes on to them byte for
 * byte: nothing of the hello is answered before it is known who answers, and none of which two readers could make different things is
 * answered at all.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HelloSelector extends ByteToMessageDecoder {
    private final Next next;
    private final HelloReader reader = new HelloReader();
    private boolean settled;

    /** What becomes of a connection. */
    interface Next {
        /**
         * Puts the handlers behind that answer the hello.
         *
         * @param hello what the client asks for
         * @param bytes those of the hello, and possibly more
         * @return false where the connection has been ended instead
         */
        boolean take(Channel connection, ClientHello hello, ByteBuf bytes);

        /** It begins with no ClientHello, or with one that not all readers would read alike, and is ended. */
        void refused(Channel connection, Refused.Reason reason);

        /** It has ended before its ClientHello, which may have been too long in coming. */
        void ended();
    }

    HelloSelector(Next next) {
        this.next = next;
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
            if (next.take(ctx.channel(), hello, in)) {
                ctx.pipeline().remove(this);
            }
        } else if (reading instanceof Refused refused) {
            settled = true;
            next.refused(ctx.channel(), refused.reason());
            end(ctx, refused.alert());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        if (!settled) {
            settled = true;
            next.ended();
        }
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
