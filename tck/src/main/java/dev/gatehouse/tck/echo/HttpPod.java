package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pod that speaks HTTP/1.1. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class HttpPod extends SimpleChannelInboundHandler<HttpObject> {
    private static final int MOST_LINE_BYTES = 1 << 16;
    private static final int MOST_HEADER_BYTES = 1 << 18;

    private final Echo echo;
    private final Pod pod;
    private final int port;
    private final @Nullable ArrivedTls tls;
    private @Nullable HttpRequest request;
    private long bodySize;

    private HttpPod(Echo echo, Pod pod, int port, @Nullable ArrivedTls tls) {
        this.echo = echo;
        this.pod = pod;
        this.port = port;
        this.tls = tls;
    }

    static void speak(ChannelPipeline pipeline, Echo echo, Pod pod, int port, @Nullable ArrivedTls tls) {
        pipeline.addLast(
                codec(),
                new HttpServerKeepAliveHandler(),
                new HttpServerExpectContinueHandler(),
                new HttpPod(echo, pod, port, tls));
    }

    /** Answers 400 to whatever comes. */
    static void refuse(ChannelPipeline pipeline) {
        pipeline.addLast(codec(), new SimpleChannelInboundHandler<HttpRequest>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
                refuse(context);
            }
        });
    }

    private static void refuse(ChannelHandlerContext context) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    /** What the front end sent is shown as it came, so nothing of it is judged here. */
    private static HttpServerCodec codec() {
        return new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setValidateHeaders(false));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            refuse(context);
            return;
        }
        if (message instanceof HttpRequest head) {
            request = head;
            bodySize = 0;
        }
        if (message instanceof HttpContent content) {
            bodySize += content.content().readableBytes();
        }
        HttpRequest received = request;
        if (message instanceof LastHttpContent && received != null) {
            request = null;
            arrived(context, received);
        }
    }

    private void arrived(ChannelHandlerContext context, HttpRequest received) {
        if (WebSocketPod.isMeant(received)) {
            echo.answer(pod, port, arrival(received));
            WebSocketPod.open(context, received, this);
            return;
        }
        Reply reply = echo.answer(pod, port, arrival(received));
        boolean upgradeMissing = received.uri().split("\\?", 2)[0].equals(WebSocketPod.PATH)
                && pod.answers().isEmpty();
        Runnable answer = upgradeMissing ? () -> refuse(context) : () -> answer(context, reply);
        after(context, reply.delay(), answer);
    }

    private Arrival arrival(HttpRequest received) {
        String host = "";
        List<HeaderLine> headers = new ArrayList<>();
        for (var line : received.headers()) {
            if (line.getKey().equalsIgnoreCase("host")) {
                host = line.getValue();
            } else {
                headers.add(new HeaderLine(line.getKey(), line.getValue()));
            }
        }
        return new Arrival(received.method().name(), host, received.uri(), headers, "HTTP/1.1", tls, bodySize);
    }

    static void after(ChannelHandlerContext context, Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            context.executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void answer(ChannelHandlerContext context, Reply reply) {
        if (reply.reset()) {
            PodConnection.reset(context.channel());
            return;
        }
        byte[] body = body(reply, pod);
        HttpResponseStatus status = HttpResponseStatus.valueOf(reply.status());
        boolean whole = reply.chunks() <= 1;
        HttpResponse response = whole
                ? new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body))
                : new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        reply.headers().forEach(line -> response.headers().add(line.name(), line.value()));
        if (!whole) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            context.writeAndFlush(response);
            drip(context, pieces(body, reply.chunks()), reply.every());
            return;
        }
        if (mayHaveBody(reply.status())) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        context.writeAndFlush(response);
    }

    static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    static byte[] body(Reply reply, Pod pod) {
        String text = reply.body();
        if (!mayHaveBody(reply.status())) {
            return new byte[0];
        }
        return text == null ? EchoRecord.write(reply.received(), pod.service()) : text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<ByteBuf> pieces(byte[] body, int count) {
        List<ByteBuf> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = body.length * i / count;
            int to = body.length * (i + 1) / count;
            pieces.add(Unpooled.wrappedBuffer(body, from, to - from));
        }
        return pieces;
    }

    private static void drip(ChannelHandlerContext context, List<ByteBuf> pieces, Duration every) {
        if (pieces.isEmpty()) {
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            return;
        }
        context.writeAndFlush(new DefaultHttpContent(pieces.get(0)));
        List<ByteBuf> rest = pieces.subList(1, pieces.size());
        after(context, rest.isEmpty() ? Duration.ZERO : every, () -> drip(context, rest, every));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
