package dev.gatehouse.netty.codec;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * One stream of a client's connection, as a request and its answer in the terms of HTTP/1.1: the first handler of the stream's channel.
 * When the channel is closed before the stream has ended, the stream is reset.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2ResponseCodec extends ChannelDuplexHandler {
    private final MessageLimits limits;
    private final String scheme;
    private boolean headSeen;
    private boolean requestEnded;
    private boolean answerEnded;

    /** @param scheme {@code http} or {@code https} */
    Http2ResponseCodec(MessageLimits limits, String scheme) {
        this.limits = limits;
        this.scheme = scheme;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest request) {
            String host = request.headers().get(HttpHeaderNames.HOST);
            Http2Headers head =
                    Http2Heads.requestHead(request.method().name(), scheme, host, request.uri(), request.headers());
            requestEnded = !HttpUtil.isTransferEncodingChunked(request) && HttpUtil.getContentLength(request, 0L) == 0;
            ctx.write(new DefaultHttp2HeadersFrame(head, requestEnded), promise);
        } else if (message instanceof HttpContent content) {
            content(ctx, content, promise);
        } else {
            ctx.write(message, promise);
        }
    }

    private void content(ChannelHandlerContext ctx, HttpContent content, ChannelPromise promise) {
        if (requestEnded) {
            // The head said that there is none.
            content.release();
            promise.trySuccess();
        } else if (!(content instanceof LastHttpContent last)) {
            ctx.write(new CountedData(content.content(), false), promise);
        } else if (last.trailingHeaders().isEmpty()) {
            requestEnded = true;
            ctx.write(new CountedData(last.content(), true), promise);
        } else {
            requestEnded = true;
            if (last.content().isReadable()) {
                ctx.write(new CountedData(last.content(), false));
            } else {
                last.release();
            }
            ctx.write(new DefaultHttp2HeadersFrame(Http2Heads.section(last.trailingHeaders()), true), promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2HeadersFrame frame) {
            if (headSeen) {
                trailers(ctx, frame);
            } else {
                head(ctx, frame);
            }
        } else if (message instanceof Http2DataFrame frame) {
            answerEnded |= frame.isEndStream();
            ctx.fireChannelRead(
                    frame.isEndStream()
                            ? new DefaultLastHttpContent(frame.content())
                            : new DefaultHttpContent(frame.content()));
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        HttpResponse response;
        try {
            Http2Heads.Response head = Http2Heads.response(frame.headers(), frame.isEndStream(), limits);
            response = new DefaultHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(head.status()), head.headers());
        } catch (UnacceptableMessage e) {
            response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_GATEWAY);
            response.setDecoderResult(DecoderResult.failure(e));
        }
        boolean interim = response.status().code() < 200;
        headSeen = !interim;
        answerEnded = frame.isEndStream();
        ctx.fireChannelRead(response);
        if (interim || answerEnded) {
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private void trailers(ChannelHandlerContext ctx, Http2HeadersFrame frame) {
        answerEnded |= frame.isEndStream();
        LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        try {
            last.trailingHeaders().add(Http2Heads.trailers(frame.headers(), limits));
        } catch (UnacceptableMessage e) {
            last.setDecoderResult(DecoderResult.failure(e));
        }
        ctx.fireChannelRead(last);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (ctx.channel().isActive() && !(answerEnded && requestEnded)) {
            Http2Error error = answerEnded ? Http2Error.NO_ERROR : Http2Error.CANCEL;
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(written -> ctx.close(promise));
        } else {
            ctx.close(promise);
        }
    }
}
