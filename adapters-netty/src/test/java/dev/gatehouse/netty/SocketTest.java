package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page that a user writes, on real sockets. */
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(30)
class SocketTest {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final LiveRoutes routes = Shop.routes();

    @AfterEach
    void stop() {
        assertTrue(group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(20, TimeUnit.SECONDS));
    }

    @Test
    void aPipelineOfTheUsersOwn() throws IOException {
        int port = serve(() -> List.of(
                new HttpServerCodec(), new RoutingHandler(routes, Shop.bind(routes)), new AnswersWithBackend()));
        try (Socket client = connect(port)) {
            String received = exchange(client, """
                    GET /api HTTP/1.1
                    Host: shop.example

                    GET /unknown HTTP/1.1
                    Host: shop.example

                    POST /api HTTP/1.1
                    Host: shop.example
                    Content-Length: 6

                    hello
                    GET /api HTTP/1.1
                    Host: shop.example
                    Connection: close

                    """.replace("\n", "\r\n").replace("hello\r\n", "hello\n"));
            assertEquals(
                    List.of("200 OK", "404 Not Found", "200 OK", "200 OK"),
                    received.lines()
                            .filter(line -> line.startsWith("HTTP/1.1 "))
                            .map(line -> line.substring("HTTP/1.1 ".length()))
                            .toList(),
                    received);
            assertEquals(4, received.split("default/api:80", -1).length, received);
        }
    }

    @Test
    void aClientThatIsStillSendingCanReadTheRefusal() throws IOException {
        int port = serve(() -> List.of(
                new HttpServerCodec(), new RoutingHandler(routes, Shop.bind(routes)), new AnswersWithBackend()));
        try (Socket client = connect(port)) {
            String received = exchange(
                    client,
                    "POST /unknown HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 50000\r\n\r\n"
                            + "a".repeat(50000));
            assertTrue(received.startsWith("HTTP/1.1 404 Not Found\r\n"), received);
        }
    }

    @Test
    void theServerNameIsThatOfTheHandshake() throws Exception {
        MintedCertificate minted = MintedCertificate.selfSigned("shop.example");
        ServerCertificate certificate = Objects.requireNonNull(
                ServerCertificate.parse(minted.toSecret("default", "shop")).certificate());
        CertificateSelector selector = CertificateSelector.of(
                List.of(new ListenerCertificates(
                        new Hostname("shop.example"), List.of(CertificateEntry.of(certificate)))),
                null);
        SSLContext context = ServerTls.context(() -> selector);
        int port = serve(() ->
                List.of(new SslHandler(context.createSSLEngine()), new HttpServerCodec(), new AnswersWithServerName()));
        try (SSLSocket client =
                (SSLSocket) trusting(minted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            SSLParameters parameters = client.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("Shop.example")));
            client.setSSLParameters(parameters);
            assertTrue(exchange(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").endsWith("\r\n\r\nshop.example"));
        }
        int plain = serve(() -> List.of(new HttpServerCodec(), new AnswersWithServerName()));
        try (Socket client = connect(plain)) {
            assertTrue(exchange(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").endsWith("\r\n\r\nnull"));
        }
    }

    private int serve(Supplier<List<ChannelHandler>> handlers) {
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        handlers.get().forEach(channel.pipeline()::addLast);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static Socket connect(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(10_000);
        return client;
    }

    /** Sends it, and reads until the server closes. */
    private static String exchange(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static SSLContext trusting(MintedCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static FullHttpResponse text(String text) {
        ByteBuf content = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content);
        HttpUtil.setContentLength(response, content.readableBytes());
        return response;
    }

    private static final class AnswersWithBackend extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof LastHttpContent) {
                Decision.Forward forward =
                        ctx.channel().attr(RoutingHandler.DECISION).get();
                ctx.writeAndFlush(text(forward.backend() + "\n"));
            }
            ReferenceCountUtil.release(message);
        }
    }

    private static final class AnswersWithServerName extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                NettyRequestHead head = NettyRequestHead.of(request, ctx.channel());
                ctx.writeAndFlush(text(String.valueOf(head.serverName()))).addListener(future -> ctx.close());
            }
            ReferenceCountUtil.release(message);
        }
    }
}
