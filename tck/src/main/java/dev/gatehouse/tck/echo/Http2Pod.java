package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream of HTTP/2 to a pod: a request for its echo, or a gRPC call. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class Http2Pod extends SimpleChannelInboundHandler<Http2StreamFrame> {
    private static final String GRPC = "application/grpc";
    private static final int MOST_HEADER_BYTES = 1 << 18;

    private final Echo echo;
    private final Pod pod;
    private final int port;
    private final @Nullable ArrivedTls tls;
    private @Nullable Http2Headers head;
    private long bodySize;

    private Http2Pod(Echo echo, Pod pod, int port, @Nullable ArrivedTls tls) {
        this.echo = echo;
        this.pod = pod;
        this.port = port;
        this.tls = tls;
    }

    static void speak(ChannelPipeline pipeline, Echo echo, Pod pod, int port, @Nullable ArrivedTls tls) {
        Http2Settings settings = Http2Settings.defaultSettings().maxHeaderListSize(MOST_HEADER_BYTES);
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(settings)
                        .validateHeaders(false)
                        .build(),
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Http2Pod(echo, pod, port, tls));
                    }
                }));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
        boolean ends = false;
        if (frame instanceof Http2HeadersFrame headers) {
            // Trailers come second.
            head = head == null ? headers.headers() : head;
            ends = headers.isEndStream();
        } else if (frame instanceof Http2DataFrame data) {
            bodySize += data.content().readableBytes();
            ends = data.isEndStream();
        }
        Http2Headers received = head;
        if (ends && received != null) {
            arrived(context, arrival(received));
        }
    }

    /** Lines of one {@code Cookie} are one again (RFC 9113, 8.2.3). */
    private Arrival arrival(Http2Headers received) {
        List<HeaderLine> headers = new ArrayList<>();
        List<String> cookies = new ArrayList<>();
        for (Map.Entry<CharSequence, CharSequence> line : received) {
            String name = line.getKey().toString();
            if (name.equals("cookie")) {
                cookies.add(line.getValue().toString());
            } else if (!name.startsWith(":") && !name.equals("host")) {
                headers.add(new HeaderLine(name, line.getValue().toString()));
            }
        }
        if (!cookies.isEmpty()) {
            headers.add(new HeaderLine("cookie", String.join("; ", cookies)));
        }
        CharSequence authority = received.authority() == null ? received.get("host") : received.authority();
        return new Arrival(
                text(received.method()), text(authority), text(received.path()), headers, "HTTP/2.0", tls, bodySize);
    }

    private static String text(@Nullable CharSequence text) {
        return text == null ? "" : text.toString();
    }

    private void arrived(ChannelHandlerContext context, Arrival arrival) {
        List<String> types = HeaderLine.values(arrival.headers(), "content-type");
        if (!types.isEmpty() && types.get(0).startsWith(GRPC)) {
            GrpcReply reply = echo.answerGrpc(pod, arrival);
            HttpPod.after(context, reply.delay(), () -> answer(context, reply));
        } else {
            Reply reply = echo.answer(pod, port, arrival);
            HttpPod.after(context, reply.delay(), () -> answer(context, reply));
        }
    }

    private void answer(ChannelHandlerContext context, Reply reply) {
        if (reply.reset()) {
            PodConnection.reset(context.channel());
            return;
        }
        Http2Headers headers = new DefaultHttp2Headers(false).status(String.valueOf(reply.status()));
        reply.headers().forEach(line -> headers.add(line.name().toLowerCase(Locale.ROOT), line.value()));
        byte[] body = HttpPod.body(reply, pod);
        boolean empty = body.length == 0;
        if (!empty) {
            headers.setInt("content-length", body.length);
        }
        context.writeAndFlush(new DefaultHttp2HeadersFrame(headers, empty));
        if (!empty) {
            drip(context, body, 0, reply.chunks(), reply.every());
        }
    }

    private static void drip(ChannelHandlerContext context, byte[] body, int piece, int pieces, Duration every) {
        int from = body.length * piece / pieces;
        int to = body.length * (piece + 1) / pieces;
        boolean last = piece + 1 == pieces;
        context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body, from, to - from), last));
        if (!last) {
            HttpPod.after(context, every, () -> drip(context, body, piece + 1, pieces, every));
        }
    }

    private void answer(ChannelHandlerContext context, GrpcReply reply) {
        Http2Headers headers = new DefaultHttp2Headers(false).status("200").set("content-type", GRPC);
        Http2Headers status = new DefaultHttp2Headers(false)
                .set("grpc-status", String.valueOf(reply.code().number()))
                .set("grpc-message", reply.message());
        if (reply.code() != GrpcCode.OK) {
            context.writeAndFlush(new DefaultHttp2HeadersFrame(headers.add(status), true));
            return;
        }
        byte[] message = GrpcRecord.write(reply.received(), pod.service());
        ByteBuf framed = Unpooled.buffer(message.length + 5);
        framed.writeByte(0).writeInt(message.length).writeBytes(message);
        context.write(new DefaultHttp2HeadersFrame(headers));
        context.write(new DefaultHttp2DataFrame(framed));
        context.writeAndFlush(new DefaultHttp2HeadersFrame(status, true));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
