package dev.gatehouse.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/** A client of HTTP/2 that shows every frame of a stream. Everything that it waits for comes within ten seconds, a minute where TLS is to be agreed on, or fails. */
// What becomes of a write shows in what is read.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Client implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel connection;
    private final CompletableFuture<Void> settings = new CompletableFuture<>();
    final CompletableFuture<Long> goAway = new CompletableFuture<>();

    Http2Client(int port) {
        this(port, null);
    }

    /** @param tls null: by prior knowledge */
    Http2Client(int port, SSLEngine tls) {
        connection = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(new SslHandler(tls));
                        }
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forClient()
                                                .initialSettings(new Http2Settings().pushEnabled(false))
                                                .validateHeaders(false)
                                                .build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                                        new Ending());
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }

    Channel connection() {
        return connection;
    }

    /** Returns when the server has spoken: until then the connection may still wait to be accepted. */
    Http2Client accepted() throws Exception {
        settings.get(60, TimeUnit.SECONDS);
        return this;
    }

    static Http2Headers head(String method, String path) {
        return new DefaultHttp2Headers(false)
                .method(method)
                .scheme("http")
                .authority("shop.example")
                .path(path);
    }

    Stream get(String path) {
        return open().head(head("GET", path), true);
    }

    Stream open() {
        return new Stream();
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Ending extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2GoAwayFrame frame) {
                goAway.complete(frame.errorCode());
            } else if (message instanceof Http2SettingsFrame) {
                settings.complete(null);
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            goAway.completeExceptionally(new ClosedChannelException());
            settings.completeExceptionally(new ClosedChannelException());
        }
    }

    /** What came: a head or trailers, content, or the end by reset. */
    record Received(Http2Headers head, String content, boolean end, Long reset) {}

    /** One request. */
    final class Stream {
        private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        final Http2StreamChannel channel;

        private Stream() {
            channel = new Http2StreamChannelBootstrap(connection)
                    .option(ChannelOption.AUTO_READ, true)
                    .handler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelRead(ChannelHandlerContext ctx, Object message) {
                            if (message instanceof Http2HeadersFrame frame) {
                                received.add(new Received(frame.headers(), null, frame.isEndStream(), null));
                            } else if (message instanceof Http2DataFrame frame) {
                                received.add(new Received(
                                        null,
                                        frame.content().toString(StandardCharsets.ISO_8859_1),
                                        frame.isEndStream(),
                                        null));
                            }
                            ReferenceCountUtil.release(message);
                        }

                        @Override
                        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                            if (event instanceof Http2ResetFrame frame) {
                                received.add(new Received(null, null, true, frame.errorCode()));
                            }
                        }

                        @Override
                        public void channelInactive(ChannelHandlerContext ctx) {
                            received.add(new Received(null, null, true, -1L));
                        }
                    })
                    .open()
                    .syncUninterruptibly()
                    .getNow();
        }

        Stream head(Http2Headers head, boolean end) {
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(head, end)).syncUninterruptibly();
            return this;
        }

        Stream data(String text, boolean end) {
            ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
            channel.writeAndFlush(new DefaultHttp2DataFrame(bytes, end));
            return this;
        }

        Received next() {
            try {
                Received next = received.poll(10, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("nothing came");
                }
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** The whole answer. */
        Answer answer() {
            Received first = next();
            if (first.head == null) {
                return new Answer(null, "", null, first.reset);
            }
            StringBuilder body = new StringBuilder();
            Http2Headers trailers = null;
            Long reset = null;
            for (Received part = first; !part.end; ) {
                part = next();
                if (part.content != null) {
                    body.append(part.content);
                } else if (part.head != null) {
                    trailers = part.head;
                } else {
                    reset = part.reset;
                }
            }
            return new Answer(first.head, body.toString(), trailers, reset);
        }
    }

    /** @param reset the error code of a reset that ended it; null where it is complete */
    record Answer(Http2Headers head, String body, Http2Headers trailers, Long reset) {
        int status() {
            return Integer.parseInt(head.status().toString());
        }

        String header(String name) {
            CharSequence value = head.get(name);
            return value == null ? null : value.toString();
        }
    }
}
