package dev.gatehouse.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3GoAwayFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection of HTTP/3, for tests to say on it whatever they like. */
// What becomes of a write shows in what is read.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http3Client implements AutoCloseable {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final QuicChannel connection;
    private @Nullable Channel socket;
    final CompletableFuture<Long> goAway = new CompletableFuture<>();

    /** What one trusts, and comes back with. */
    static QuicSslContext context(String protocol) {
        return QuicSslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .applicationProtocols(protocol)
                .build();
    }

    Http3Client(int port, @Nullable String serverName) throws Exception {
        this(port, serverName, context("h3"));
    }

    Http3Client(int port, @Nullable String serverName, QuicSslContext context) throws Exception {
        try {
            socket = new Bootstrap()
                    .group(group)
                    .channel(NioDatagramChannel.class)
                    .handler(Http3.newQuicClientCodecBuilder()
                            .sslEngineProvider(channel -> context.newEngine(channel.alloc(), serverName, 443))
                            .maxIdleTimeout(30, TimeUnit.SECONDS)
                            .initialMaxData(1 << 20)
                            .initialMaxStreamDataBidirectionalLocal(1 << 16)
                            .build())
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            connection = QuicChannel.newBootstrap(socket)
                    .handler(new Http3ClientConnectionHandler(new Control(), null, null, null, true))
                    .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .connect()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            end();
            throw e;
        }
    }

    private final class Control extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http3GoAwayFrame frame) {
                goAway.complete(frame.id());
            }
            ReferenceCountUtil.release(message);
        }
    }

    X509Certificate certificate() throws Exception {
        return (X509Certificate) connection.sslEngine().getSession().getPeerCertificates()[0];
    }

    /** A request to {@code shop.example}. */
    static Http3Headers head(String method, String path) {
        return new DefaultHttp3Headers(false)
                .method(method)
                .scheme("https")
                .authority("shop.example")
                .path(path);
    }

    Stream get(String path) throws Exception {
        return send(head("GET", path)).end();
    }

    Stream send(Http3Headers head) throws Exception {
        return open().headers(head);
    }

    Stream open() throws Exception {
        return open(true);
    }

    /** @param autoRead whether it takes the answer as it comes */
    Stream open(boolean autoRead) throws Exception {
        Stream stream = new Stream();
        stream.channel = Http3.newRequestStream(connection, new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel channel) {
                        channel.config().setAutoRead(autoRead);
                        channel.pipeline().addLast(stream.reader);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        return stream;
    }

    /** Whether the other side closes it before long. */
    boolean isClosedByPeer() {
        return connection.closeFuture().awaitUninterruptibly(10_000);
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        end();
    }

    private void end() {
        if (socket != null) {
            socket.close().syncUninterruptibly();
        }
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A piece of an answer; what is not there is null. */
    record Piece(
            @Nullable Http3Headers head,
            @Nullable String content,
            @Nullable Long reset) {
        boolean isEnd() {
            return head == null && content == null;
        }
    }

    record Answer(
            int status,
            Http3Headers head,
            String body,
            @Nullable Http3Headers trailers) {}

    /** A request and its answer. */
    static final class Stream {
        private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
        private final Reader reader = new Reader();
        private QuicStreamChannel channel;

        Stream headers(Http3Headers headers) {
            channel.writeAndFlush(new DefaultHttp3HeadersFrame(headers));
            return this;
        }

        Stream data(String text) {
            return data(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Stream data(byte[] bytes) {
            channel.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(bytes)));
            return this;
        }

        boolean isWritable() {
            return channel.isWritable();
        }

        /** When all before has gone. */
        Stream end() {
            channel.write(new DefaultHttp3DataFrame(Unpooled.EMPTY_BUFFER))
                    .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
            return this;
        }

        /** At once, behind what has gone. */
        Stream endAtOnce() {
            channel.shutdownOutput();
            return this;
        }

        void reset(int code) {
            channel.shutdown(code);
        }

        void read() {
            channel.read();
        }

        Piece next() throws InterruptedException {
            Piece piece = pieces.poll(20, TimeUnit.SECONDS);
            if (piece == null) {
                throw new AssertionError("nothing came");
            }
            return piece;
        }

        /** The code with which it was reset; whatever came before is thrown away. */
        long reset() throws InterruptedException {
            Piece piece = next();
            while (!piece.isEnd()) {
                piece = next();
            }
            if (piece.reset() == null) {
                throw new AssertionError("an orderly end");
            }
            return piece.reset();
        }

        /** Up to its end; interim answers are passed over. */
        Answer answer() throws InterruptedException {
            Http3Headers head = null;
            Http3Headers trailers = null;
            StringBuilder body = new StringBuilder();
            for (Piece piece = next(); !piece.isEnd() || piece.reset() != null; piece = next()) {
                if (piece.reset() != null) {
                    throw new AssertionError("reset with " + Long.toHexString(piece.reset()));
                }
                if (piece.content() != null) {
                    body.append(piece.content());
                } else if (head == null || head.status().charAt(0) == '1') {
                    head = piece.head();
                } else {
                    trailers = piece.head();
                }
            }
            if (head == null) {
                throw new AssertionError("an end without an answer");
            }
            return new Answer(Integer.parseInt(head.status().toString()), head, body.toString(), trailers);
        }

        private final class Reader extends Http3RequestStreamInboundHandler {
            @Override
            protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
                pieces.add(new Piece(frame.headers(), null, null));
            }

            @Override
            protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
                pieces.add(new Piece(null, frame.content().toString(StandardCharsets.ISO_8859_1), null));
                frame.release();
            }

            @Override
            protected void channelInputClosed(ChannelHandlerContext ctx) {
                pieces.add(new Piece(null, null, null));
            }

            @Override
            protected void handleQuicException(ChannelHandlerContext ctx, QuicException exception) {
                if (exception instanceof QuicStreamResetException reset) {
                    pieces.add(new Piece(null, null, reset.applicationProtocolCode()));
                }
            }

            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                pieces.add(new Piece(null, null, -1L));
            }
        }
    }
}
