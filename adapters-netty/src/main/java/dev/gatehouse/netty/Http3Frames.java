package dev.gatehouse.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3HeadersValidationException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's stream of HTTP/3 with the frames that it would have in HTTP/2, so that all that is done with those is done here: the handler behind
 * Netty's codec.
 *
 * <p>The end of a request comes by itself. A head waits for what follows it, for that tells whether there is content: until the end of the reading
 * at most, or where the method has none in general, such as GET, for as long as a head may take. The end of an answer goes when all before it has
 * gone; a stream that is closed earlier is reset, so that nobody takes what there is for the whole.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http3Frames extends ChannelDuplexHandler {
    private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "DELETE");

    private final Http3Lifetime connection;
    private final FrontEndLimits limits;
    private @Nullable Watch watch;
    private @Nullable Http2Headers held;
    private boolean begun;
    private boolean headSeen;
    private boolean requestEnded;
    private boolean answerEnded;
    private boolean closed;
    private Http3ErrorCode error = Http3ErrorCode.H3_INTERNAL_ERROR;

    /** @param connection that of the stream */
    Http3Frames(Http3Lifetime connection, FrontEndLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch = new Watch(ctx.executor(), () -> fail(ctx, Http3ErrorCode.H3_REQUEST_INCOMPLETE));
        watch.set(limits.head());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (watch != null) {
            watch.end();
        }
    }

    // The request.

    /** Not before all handlers are there. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (begun) {
            ctx.read();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begun = true;
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closed) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof Http3HeadersFrame frame) {
            pass(ctx, false);
            held = http2(frame.headers());
        } else if (message instanceof Http3DataFrame frame && frame.content().isReadable()) {
            pass(ctx, false);
            ctx.fireChannelRead(new DefaultHttp2DataFrame(frame.content(), false));
        } else {
            ReferenceCountUtil.release(message);
            connection.idleFrame();
        }
    }

    private void pass(ChannelHandlerContext ctx, boolean end) {
        Http2Headers section = held;
        if (section != null) {
            held = null;
            headSeen = true;
            if (watch != null) {
                watch.end();
            }
            ctx.fireChannelRead(new DefaultHttp2HeadersFrame(section, end));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Trailers wait for the end, which is told by itself even where it has been read.
        if (held != null && !headSeen && mayHaveContent(held) && !stream(ctx).isInputShutdown()) {
            pass(ctx, false);
        }
        ctx.fireChannelReadComplete();
    }

    private static boolean mayHaveContent(Http2Headers head) {
        return head.method() == null || !WITHOUT_CONTENT.contains(head.method().toString());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownReadComplete.INSTANCE) {
            end(ctx);
        } else if (event != ChannelInputShutdownEvent.INSTANCE) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void end(ChannelHandlerContext ctx) {
        if (closed || requestEnded) {
            return;
        }
        if (held == null && !headSeen) {
            fail(ctx, Http3ErrorCode.H3_REQUEST_INCOMPLETE);
            return;
        }
        requestEnded = true;
        if (held != null) {
            pass(ctx, true);
        } else {
            ctx.fireChannelRead(new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true));
        }
        ctx.fireChannelReadComplete();
    }

    private static Http2Headers http2(Http3Headers section) {
        Http2Headers headers = new DefaultHttp2Headers(false, section.size());
        section.forEach(line -> headers.add(line.getKey(), line.getValue()));
        return headers;
    }

    // The answer.

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof Http2HeadersFrame frame) {
            Http3Headers section = new DefaultHttp3HeadersFrame().headers();
            frame.headers().forEach(line -> section.add(line.getKey(), line.getValue()));
            ctx.write(new DefaultHttp3HeadersFrame(section), frame.isEndStream() ? thenEnd(ctx, promise) : promise);
        } else if (message instanceof Http2DataFrame frame) {
            ctx.write(
                    new DefaultHttp3DataFrame(frame.content()), frame.isEndStream() ? thenEnd(ctx, promise) : promise);
        } else if (message instanceof Http2ResetFrame frame) {
            error = frame.errorCode() == Http2Error.NO_ERROR.code()
                    ? Http3ErrorCode.H3_NO_ERROR
                    : Http3ErrorCode.H3_INTERNAL_ERROR;
            promise.trySuccess();
        } else {
            ctx.write(message, promise);
        }
    }

    /** The end may not overtake what waits for the client to take more. */
    private ChannelPromise thenEnd(ChannelHandlerContext ctx, ChannelPromise promise) {
        ChannelPromise told = promise.unvoid();
        return ctx.newPromise().addListener(written -> {
            if (written.isSuccess()) {
                answerEnded = true;
                stream(ctx).shutdownOutput(told);
            } else {
                told.tryFailure(written.cause());
            }
        });
    }

    // Its end.

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof QuicStreamResetException) {
            fail(ctx, Http3ErrorCode.H3_REQUEST_CANCELLED);
        } else if (cause instanceof Http3HeadersValidationException) {
            fail(ctx, Http3ErrorCode.H3_MESSAGE_ERROR);
        } else {
            fail(
                    ctx,
                    cause instanceof Http3Exception malformed
                            ? malformed.errorCode()
                            : Http3ErrorCode.H3_INTERNAL_ERROR);
        }
    }

    private void fail(ChannelHandlerContext ctx, Http3ErrorCode code) {
        error = code;
        close(ctx, ctx.newPromise());
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!closed && ctx.channel().isActive()) {
            closed = true;
            if (!answerEnded) {
                stream(ctx)
                        .shutdownOutput((error == Http3ErrorCode.H3_NO_ERROR ? Http3ErrorCode.H3_INTERNAL_ERROR : error)
                                .code());
            }
            if (!requestEnded) {
                stream(ctx).shutdownInput(error.code());
            }
            if (!answerEnded || !requestEnded) {
                connection.endedEarly();
            }
        }
        ctx.close(promise);
    }

    private static QuicStreamChannel stream(ChannelHandlerContext ctx) {
        return (QuicStreamChannel) ctx.channel();
    }
}
