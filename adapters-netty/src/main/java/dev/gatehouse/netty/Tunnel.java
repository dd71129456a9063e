package dev.gatehouse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel: what its channel receives is written to the other end's. A side that takes no more keeps the other from being read.
 * Where one side has ended, the other's writing ends, and both are closed when both have; where one breaks off, both are reset. Both channels are of one event loop, and do not
 * read by themselves.
 */
// What becomes of a write or a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Tunnel extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private @Nullable Channel other;
    private @Nullable Watch idle;
    /** What came behind the answer that opened the tunnel. */
    private final Queue<Object> early = new ArrayDeque<>();

    private boolean ended;

    /** @param patience how long both directions may be silent */
    Tunnel(Duration patience) {
        this.patience = patience;
    }

    /** Joins two ends, whose handlers these are; bytes flow from now on. */
    static void join(Channel one, Tunnel atOne, Channel two, Tunnel atTwo) {
        Watch idle = new Watch(one.eventLoop(), () -> {
            one.close();
            two.close();
        });
        idle.set(atOne.patience);
        one.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        two.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        atOne.begin(one, two, idle);
        atTwo.begin(two, one, idle);
        one.read();
        two.read();
    }

    private void begin(Channel own, Channel other, Watch idle) {
        this.other = other;
        this.idle = idle;
        for (Object bytes = early.poll(); bytes != null; bytes = early.poll()) {
            other.write(bytes, other.voidPromise());
        }
        other.flush();
        if (ended) {
            endOther(own);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf && other == null) {
            early.add(message);
        } else if (message instanceof ByteBuf && other != null) {
            if (idle != null) {
                idle.set(patience);
            }
            other.write(message, other.voidPromise());
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (other != null) {
            other.flush();
            if (other.isWritable()) {
                ctx.read();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (other != null && ctx.channel().isWritable()) {
            other.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean farewell = event instanceof SslCloseCompletionEvent close && close.isSuccess();
        if (!ended && (farewell || event instanceof ChannelInputShutdownEvent)) {
            ended = true;
            endOther(ctx.channel());
        }
        ReferenceCountUtil.release(event);
    }

    private void endOther(Channel own) {
        Channel to = other;
        if (to == null) {
            return;
        }
        if (to.pipeline().get(Tunnel.class).ended) {
            closeWhenWritten(to);
            closeWhenWritten(own);
        } else if (to instanceof DuplexChannel duplex) {
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput(to, duplex));
        } else {
            to.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /** Within TLS the end has to be said before the connection's. */
    private static void endOutput(Channel channel, DuplexChannel duplex) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            duplex.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(said -> duplex.shutdownOutput());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        if (idle != null) {
            idle.end();
        }
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        if (other != null) {
            closeWhenWritten(other);
        }
    }

    private static void closeWhenWritten(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** A side that breaks off does not look to the other as if it had come to its end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (other != null) {
            Resets.reset(other);
        }
        Resets.reset(ctx.channel());
    }
}
