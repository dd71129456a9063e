package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.PromiseNotifier;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a server's connection, as a request and its answer in the terms of HTTP/1.1: the first handler of the stream's channel.
 *
 * <p>An answer of 101 opens the tunnel of an extended {@code CONNECT}; from then on bytes go both ways, and a {@link LastHttpContent} ends
 * this side of it. A head waits for what follows it or for a flush: where that is the end, both are one frame, as gRPC wants it. When the channel is closed before
 * the stream has ended, the stream is reset: without an error where the answer is complete, with one where it is cut.
 */
// What becomes of a write or a close is told by its promise, and by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2RequestCodec extends ChannelDuplexHandler {
    private final MessageLimits limits;
    private final String protocol;
    private final Queue<Object> early = new ArrayDeque<>();
    private @Nullable Http2Headers heldHead;
    private @Nullable ChannelPromise heldPromise;
    private boolean headSeen;
    private boolean requestEnded;
    private boolean answerEnded;
    private boolean connect;
    private boolean tunnel;

    /** @param protocol what the client speaks */
    Http2RequestCodec(MessageLimits limits, String protocol) {
        this.limits = limits;
        this.protocol = protocol;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2HeadersFrame frame) {
            headers(ctx, frame);
        } else if (message instanceof Http2DataFrame frame) {
            requestEnded |= frame.isEndStream();
            if (connect && !tunnel) {
                early.add(frame);
            } else {
                data(ctx, frame);
            }
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void headers(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        requestEnded |= frame.isEndStream();
        try {
            if (headSeen) {
                trailers(ctx, frame);
                return;
            }
            headSeen = true;
            Http2Request request = Http2Heads.request(frame.headers(), frame.isEndStream(), limits, protocol);
            connect = frame.headers().contains(Http2Headers.PseudoHeaderName.PROTOCOL.value());
            ctx.fireChannelRead(request);
            if (requestEnded || connect) {
                ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        } catch (UnacceptableMessage e) {
            Http2Request refused = new Http2Request(HttpMethod.GET, "/", new DefaultHttpHeaders(), null, protocol);
            refused.setDecoderResult(DecoderResult.failure(e));
            ctx.fireChannelRead(refused);
        }
    }

    private void trailers(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        try {
            if (!frame.isEndStream() || connect) {
                throw new UnacceptableMessage(400, "a second head within a request");
            }
            last.trailingHeaders().add(Http2Heads.trailers(frame.headers(), limits));
        } catch (UnacceptableMessage e) {
            last.setDecoderResult(DecoderResult.failure(e));
        }
        ctx.fireChannelRead(last);
    }

    private void data(ChannelHandlerContext ctx, Http2DataFrame frame) {
        if (tunnel) {
            if (frame.content().isReadable()) {
                ctx.fireChannelRead(frame.content());
            } else {
                frame.release();
            }
            if (frame.isEndStream()) {
                ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            }
        } else {
            ctx.fireChannelRead(
                    frame.isEndStream()
                            ? new DefaultLastHttpContent(frame.content())
                            : new DefaultHttpContent(frame.content()));
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            head(ctx, response, promise);
        } else if (message instanceof HttpContent content) {
            content(ctx, content, promise);
        } else if (message instanceof ByteBuf bytes && tunnel) {
            ctx.write(new CountedData(bytes, false), promise);
        } else {
            ctx.write(message, promise);
        }
    }

    private void head(ChannelHandlerContext ctx, HttpResponse response, ChannelPromise promise) {
        boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        HttpContent content = response instanceof HttpContent full ? full : null;
        if (connect && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            ReferenceCountUtil.release(content);
            openTunnel(ctx, response, promise);
            return;
        }
        Http2Headers head = Http2Heads.section(response.headers());
        head.status(response.status().codeAsText());
        if (content == null && !interim) {
            heldHead = head;
            heldPromise = promise;
        } else if (content == null || interim) {
            ReferenceCountUtil.release(content);
            ctx.write(new DefaultHttp2HeadersFrame(head, false), promise);
        } else if (isNothing(content)) {
            content.release();
            answerEnded = true;
            ctx.write(new DefaultHttp2HeadersFrame(head, true), promise);
        } else {
            ctx.write(new DefaultHttp2HeadersFrame(head, false));
            content(ctx, content, promise);
        }
    }

    private void openTunnel(ChannelHandlerContext ctx, HttpResponse response, ChannelPromise promise) {
        tunnel = true;
        HttpHeaders headers = response.headers().copy().remove(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
        Http2Headers head = Http2Heads.section(headers);
        head.status(HttpResponseStatus.OK.codeAsText());
        ctx.write(new DefaultHttp2HeadersFrame(head, false), promise);
        // Not within this call: whoever wrote the answer is about to put other handlers behind.
        ctx.executor().execute(() -> drainEarly(ctx));
    }

    /** Hands on what the client sent before the tunnel was open. */
    private void drainEarly(ChannelHandlerContext ctx) {
        for (Object frame = early.poll(); frame != null; frame = early.poll()) {
            data(ctx, (Http2DataFrame) frame);
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writeHeld(ctx, false);
        ctx.flush();
    }

    private void writeHeld(ChannelHandlerContext ctx, boolean end) {
        Http2Headers head = heldHead;
        ChannelPromise promise = heldPromise;
        if (head != null && promise != null) {
            heldHead = null;
            heldPromise = null;
            ctx.write(new DefaultHttp2HeadersFrame(head, end), promise);
        }
    }

    private void content(ChannelHandlerContext ctx, HttpContent content, ChannelPromise promise) {
        if (heldPromise != null && isNothing(content)) {
            answerEnded = true;
            content.release();
            heldPromise.addListener(new PromiseNotifier<>(promise));
            writeHeld(ctx, true);
            return;
        }
        writeHeld(ctx, false);
        if (!(content instanceof LastHttpContent last)) {
            ctx.write(new CountedData(content.content(), false), promise);
            return;
        }
        answerEnded = true;
        if (last.trailingHeaders().isEmpty()) {
            ctx.write(new CountedData(last.content(), true), promise);
            return;
        }
        if (last.content().isReadable()) {
            ctx.write(new CountedData(last.content(), false));
        } else {
            last.release();
        }
        ctx.write(new DefaultHttp2HeadersFrame(Http2Heads.section(last.trailingHeaders()), true), promise);
    }

    private static boolean isNothing(HttpContent content) {
        return content instanceof LastHttpContent last
                && !last.content().isReadable()
                && last.trailingHeaders().isEmpty();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        writeHeld(ctx, false);
        if (ctx.channel().isActive() && !(answerEnded && requestEnded)) {
            Http2Error error = answerEnded ? Http2Error.NO_ERROR : Http2Error.INTERNAL_ERROR;
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(written -> ctx.close(promise));
        } else {
            ctx.close(promise);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
