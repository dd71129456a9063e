package dev.gatehouse.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A backend of HTTP/2 by prior knowledge: {@code /echo} sends back each piece as it comes and ends with trailers, {@code /reset} is reset within
 * the answer, {@code /count} answers with the number of bytes that came, {@code /send/N} sends N bytes as they are taken, anything else gets {@code ok}.
 */
// What becomes of a write shows in what is read.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Origin implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    final BlockingQueue<Http2Headers> heads = new LinkedBlockingQueue<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicLong sent = new AtomicLong();

    Http2Origin() {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer().build(),
                                        new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                                            @Override
                                            protected void initChannel(Channel stream) {
                                                stream.pipeline().addLast(new Answers());
                                            }
                                        }));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    Http2Headers next() throws InterruptedException {
        Http2Headers head = heads.poll(10, TimeUnit.SECONDS);
        if (head == null) {
            throw new AssertionError("no request came");
        }
        return head;
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Answers extends ChannelInboundHandlerAdapter {
        private String path = "";
        private long counted;
        private long left;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (message instanceof Http2HeadersFrame frame && path.isEmpty()) {
                    path = frame.headers().path().toString();
                    heads.add(frame.headers());
                    begin(ctx);
                    if (frame.isEndStream()) {
                        end(ctx);
                    }
                } else if (message instanceof Http2HeadersFrame frame) {
                    heads.add(frame.headers());
                    end(ctx);
                } else if (message instanceof Http2DataFrame frame) {
                    counted += frame.content().readableBytes();
                    if (path.equals("/echo")) {
                        ctx.writeAndFlush(
                                new DefaultHttp2DataFrame(frame.content().retainedDuplicate(), false));
                    }
                    if (frame.isEndStream()) {
                        end(ctx);
                    }
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void send(ChannelHandlerContext ctx) {
            while (left > 0 && ctx.channel().isActive() && ctx.channel().isWritable()) {
                int length = (int) Math.min(left, 16 * 1024);
                left -= length;
                sent.addAndGet(length);
                ctx.writeAndFlush(
                        new DefaultHttp2DataFrame(ctx.alloc().buffer(length).writeZero(length), left == 0));
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            send(ctx);
        }

        private void begin(ChannelHandlerContext ctx) {
            if (path.equals("/echo") || path.equals("/reset")) {
                ctx.writeAndFlush(new DefaultHttp2HeadersFrame(
                        new DefaultHttp2Headers().status("200").add("content-type", "application/grpc"), false));
            }
            if (path.equals("/reset")) {
                ctx.writeAndFlush(new DefaultHttp2DataFrame(text("half"), false));
                ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
            }
        }

        private void end(ChannelHandlerContext ctx) {
            if (path.startsWith("/send/")) {
                left = Long.parseLong(path.substring("/send/".length()));
                ctx.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), false));
                send(ctx);
                return;
            }
            if (path.equals("/echo")) {
                ctx.writeAndFlush(
                        new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().add("grpc-status", "0"), true));
            } else if (!path.equals("/reset")) {
                ctx.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), false));
                ctx.writeAndFlush(
                        new DefaultHttp2DataFrame(text(path.equals("/count") ? Long.toString(counted) : "ok"), true));
            }
        }
    }

    private static io.netty.buffer.ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
