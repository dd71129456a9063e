package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.select.ServerName;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http3.DefaultHttp3GoAwayFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/3 from its first packet on: knows the server name that was asked for, ends it when it has been without streams for too
 * long, has had its share of requests, or ends too many of them early, and ends it gently when its port does.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http3Lifetime extends ChannelDuplexHandler {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(30);
    private static final int NEXT_STREAM = 4;

    private final QuicChannel connection;
    private final FrontEndLimits limits;
    private final Consumer<HandshakeFault> handshakeFailed;
    private final Watch watch;
    private final long begun = System.nanoTime();
    private final Allowance resets;
    private final Allowance idleFrames;
    private @Nullable ClientTls tls;
    private @Nullable String serverName;
    private HandshakeFault fault = HandshakeFault.CLOSED;
    private long nextStream;
    private int requests;
    private int open;
    private boolean established;
    private boolean draining;
    private boolean closing;

    /** @param handshakeFailed told where it does */
    Http3Lifetime(QuicChannel connection, FrontEndLimits limits, Consumer<HandshakeFault> handshakeFailed) {
        this.connection = connection;
        this.limits = limits;
        this.handshakeFailed = handshakeFailed;
        this.watch = new Watch(connection.eventLoop(), connection::close);
        this.resets = new Allowance(limits.resets());
        this.idleFrames = new Allowance(limits.controlFrames());
    }

    /** So many in {@link #WINDOW}. */
    private final class Allowance {
        private final int most;
        private long start = System.nanoTime();
        private int count;

        Allowance(int most) {
            this.most = most;
        }

        void use() {
            long now = System.nanoTime();
            if (now - start > WINDOW) {
                start = now;
                count = 0;
            }
            if (++count > most) {
                end(Http3ErrorCode.H3_EXCESSIVE_LOAD);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch.set(limits.handshake());
        connection.closeFuture().addListener(closed -> closed());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SniCompletionEvent sni) {
            String asked = sni.hostname();
            serverName = asked == null || ServerName.isAddress(asked) ? null : ServerName.canonical(asked);
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            fault = HandshakeFaults.of(handshake.cause());
        } else if (event == ExchangeEvent.DRAIN) {
            drain();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        established = true;
        tls = new ClientTls(Objects.requireNonNull(connection.sslEngine()).getSession(), serverName);
        watch.set(limits.head());
        ctx.fireChannelActive();
    }

    private void closed() {
        watch.end();
        if (!established) {
            boolean late = System.nanoTime() - begun >= limits.handshake().toNanos();
            handshakeFailed.accept(late ? HandshakeFault.TIMEOUT : fault);
        }
    }

    /** Takes a request's stream, and tells it about its client; false for one that comes after the last. */
    boolean begin(QuicStreamChannel stream) {
        if (draining && stream.streamId() >= nextStream) {
            return false;
        }
        nextStream = Math.max(nextStream, stream.streamId() + NEXT_STREAM);
        watch.clear();
        open++;
        stream.closeFuture().addListener(closed -> ended());
        Objects.requireNonNull(tls, "the handshake is over").tell(stream);
        new ClientAddresses((InetSocketAddress) connection.remoteSocketAddress(), (InetSocketAddress)
                        connection.localSocketAddress())
                .tell(stream);
        if (++requests == limits.requestsPerConnection()) {
            drain();
        }
        return true;
    }

    private void ended() {
        open--;
        if (open == 0) {
            if (draining) {
                end(Http3ErrorCode.H3_NO_ERROR);
            } else {
                watch.set(limits.idle());
            }
        }
    }

    /** A stream has been reset, by whichever side. */
    void endedEarly() {
        resets.use();
    }

    /** A frame came that says nothing. */
    void idleFrame() {
        idleFrames.use();
    }

    /** Streams that are open end as they like; those that the client opens hereafter are refused, and it may ask again elsewhere. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        QuicStreamChannel control = Http3.getLocalControlStream(connection);
        if (control != null) {
            control.writeAndFlush(new DefaultHttp3GoAwayFrame(nextStream));
        }
        if (open == 0) {
            end(Http3ErrorCode.H3_NO_ERROR);
        }
    }

    private void end(Http3ErrorCode code) {
        connection.close(true, code.code(), Unpooled.EMPTY_BUFFER);
    }

    /** A close without a reason has that of HTTP/3 for none; one that has its own keeps it. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (closing) {
            ctx.close(promise);
        } else {
            closing = true;
            connection.close(true, Http3ErrorCode.H3_NO_ERROR.code(), Unpooled.EMPTY_BUFFER, promise);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What the client did wrong it is told by the codec, which then closes.
    }
}
