package dev.gatehouse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.netty.BackendConnections;
import dev.gatehouse.netty.FrontEndLimits;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.yaml.Manifests;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pipeline of one's own with parts of the front end on Netty. */
class NettyExamplesTest {
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static Path shop() {
        Path folder = Path.of("shop");
        return folder.toFile().isDirectory() ? folder : Path.of("examples/shop");
    }

    /** The whole answer, of a connection that ends with it. */
    private static String get(Channel server, String host, String target) throws IOException {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertAnswer(int status, String body, String answer) {
        assertEquals("HTTP/1.1 " + status, answer.substring(0, 12), answer);
        assertTrue(answer.endsWith(body), answer);
    }

    @Test
    void routingAlone() throws Exception {
        Channel server = NettyRouting.start(LiveRoutes.of(Manifests.read(shop())), 0, threads);
        assertAnswer(503, "\n", get(server, "app.example.com", "/api"));
        assertAnswer(404, "\n", get(server, "other.example.com", "/api"));

        LiveRoutes answered =
                LiveRoutes.builder().handler("default", "api", exchange -> {}).build(Manifests.read(shop()));
        Channel other = NettyRouting.start(answered, 0, threads);
        assertAnswer(200, "for default/api:80: /api/orders?q", get(other, "app.example.com", "/api/orders?q"));
    }

    @Test
    void routingAndForwarding() throws Exception {
        LiveRoutes routes = LiveRoutes.builder()
                .handler("default", "api", exchange -> exchange.respond(200, "text/plain", "hello"))
                .build(Manifests.read(shop()));
        try (BackendConnections backends = new BackendConnections(NioSocketChannel.class, FrontEndLimits.defaults())) {
            Channel server = NettyProxy.start(routes, backends, 0, threads);
            assertAnswer(200, "hello", get(server, "app.example.com", "/api"));
            assertAnswer(503, "\n", get(server, "app.example.com", "/"));
            assertAnswer(404, "\n", get(server, "other.example.com", "/api"));
        }
    }
}
