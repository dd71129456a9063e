package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.TlsOffer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection that speaks HTTP/2, with prior knowledge where there is no TLS. Several threads may send over it at once. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class Http2Connection implements AutoCloseable {
    private static final List<String> ONLY_HTTP2 = List.of("h2");
    private static final int MOST_BYTES = 1 << 24;

    private final Channel channel;
    private final AtomicBoolean certificateRequested;

    private Http2Connection(Channel channel, AtomicBoolean certificateRequested) {
        this.channel = channel;
        this.certificateRequested = certificateRequested;
    }

    /**
     * What came on a stream.
     *
     * @param headers those of the answer and, after them, its trailers
     */
    @SuppressWarnings("ArrayRecordComponent") // It is read once, and never compared.
    record Answer(int status, List<HeaderLine> headers, byte[] body) {}

    static Http2Connection open(EventLoopGroup threads, InetSocketAddress address, @Nullable TlsOffer tls)
            throws IOException {
        AtomicBoolean asked = new AtomicBoolean();
        TlsOffer offer = tls == null || !tls.applicationProtocols().isEmpty() ? tls : tls.offering(ONLY_HTTP2);
        Channel channel = NettyConnections.open(
                threads,
                address,
                offer,
                () -> asked.set(true),
                opened -> opened.pipeline()
                        .addLast(
                                Http2FrameCodecBuilder.forClient()
                                        .initialSettings(
                                                Http2Settings.defaultSettings().pushEnabled(false))
                                        .validateHeaders(false)
                                        .build(),
                                new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                                new Guard()));
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        String agreed = handler == null ? "h2" : handler.engine().getApplicationProtocol();
        if (!"h2".equals(agreed)) {
            channel.close();
            throw new IOException("HTTP/2 was not agreed on in the handshake, but \"" + agreed + "\"");
        }
        return new Http2Connection(channel, asked);
    }

    /** Whoever speaks no HTTP/2 is left; the streams tell that the connection was closed. */
    private static final class Guard extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    boolean isOpen() {
        return channel.isActive();
    }

    boolean certificateRequested() {
        return certificateRequested.get();
    }

    /** Sends a request and waits for all of its answer. */
    Answer exchange(Http2Headers headers, byte[] body) throws IOException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Future<Http2StreamChannel> opened = new Http2StreamChannelBootstrap(channel)
                .handler(new Stream(answer))
                .open();
        if (!opened.awaitUninterruptibly(Wire.PATIENCE) || !opened.isSuccess()) {
            throw new IOException("no stream: " + opened.cause(), opened.cause());
        }
        Http2StreamChannel stream = opened.getNow();
        boolean bare = body.length == 0;
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, bare));
        if (!bare) {
            stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        try {
            return answer.get(Wire.PATIENCE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nothing came in time", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            stream.close();
        }
    }

    @Override
    public void close() {
        channel.close();
    }

    private static final class Stream extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final CompletableFuture<Answer> answer;
        private final List<HeaderLine> headers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;

        Stream(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) throws IOException {
            boolean ends = false;
            if (frame instanceof Http2HeadersFrame received) {
                CharSequence told = received.headers().status();
                if (told != null) {
                    status = Integer.parseInt(told.toString());
                    headers.clear();
                }
                received.headers().forEach(line -> {
                    if (line.getKey().length() > 0 && line.getKey().charAt(0) != ':') {
                        headers.add(new HeaderLine(
                                line.getKey().toString(), line.getValue().toString()));
                    }
                });
                ends = received.isEndStream();
            } else if (frame instanceof Http2DataFrame data) {
                if (body.size() + data.content().readableBytes() > MOST_BYTES) {
                    throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
                }
                data.content().readBytes(body, data.content().readableBytes());
                ends = data.isEndStream();
            } else if (frame instanceof Http2ResetFrame reset) {
                answer.completeExceptionally(
                        new IOException("the stream was reset: " + Http2Error.valueOf(reset.errorCode())));
            }
            if (ends) {
                answer.complete(new Answer(status, List.copyOf(headers), body.toByteArray()));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof Http2ResetFrame reset) {
                answer.completeExceptionally(
                        new IOException("the stream was reset: " + Http2Error.valueOf(reset.errorCode())));
            }
            super.userEventTriggered(context, event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new IOException("the connection was closed without an answer"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }
}
