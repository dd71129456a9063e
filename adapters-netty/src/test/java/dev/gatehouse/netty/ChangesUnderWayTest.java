package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No change of what is served ends a connection, a WebSocket, a stream or a request that has begun. */
@Timeout(60)
class ChangesUnderWayTest {
    private static final String TLS = """
              - {name: http, port: 80, protocol: HTTP}
              - {name: https, port: 443, protocol: HTTPS, hostname: shop.example,
                 tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
            """.indent(0);

    private static Arguments change(String name, Consumer<World> change) {
        return Arguments.argumentSet(name, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a rule more",
                        world -> world.rule("backendRefs: [{name: shop, port: 80}]")
                                .rule("""
                        matches: [{path: {value: /other}}]
                        backendRefs: [{name: shop, port: 80}]
                        """)),
                change("its route is gone", world -> world.rule("""
                        matches: [{path: {value: /other}}]
                        filters: [{type: RequestRedirect, requestRedirect: {statusCode: 302}}]
                        """)),
                change("its endpoint is gone", world -> world.service("shop")),
                change(
                        "another certificate",
                        world -> world.secure(MintedCertificate.selfSigned("shop.example"), "shop.example")),
                change(
                        "a listener more",
                        world -> world.listeners(TLS + "  - {name: more, port: 81, protocol: HTTP}\n")),
                change(
                        "its listener has another name",
                        world -> world.listeners(TLS.replace("name: http,", "name: plain,"))),
                change(
                        "the other listener is gone",
                        world -> world.listeners("  - {name: http, port: 80, protocol: HTTP}\n")));
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("changes")
    void whatHasBegunGoesOn(Consumer<World> change) throws Exception {
        CountDownLatch changed = new CountDownLatch(1);
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    if (request.line().contains("/chat")) {
                        say(out, "HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                        request.in().transferTo(out);
                    } else if (request.line().contains("/begun")) {
                        say(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1");
                        changed.await();
                        say(out, "2");
                    } else {
                        say(out, RawOrigin.OK);
                    }
                });
                World world = new World()
                        .service("shop", origin.port())
                        .secure(MintedCertificate.selfSigned("shop.example"), "shop.example")
                        .start();
                RawClient chat = world.client();
                RawClient idle = world.client();
                RawClient begun = world.client().get("/begun");
                Http2Client http2 = new Http2Client(world.port())) {
            int port = world.port();
            chat.send("""
                    GET /chat HTTP/1.1\r
                    Host: h\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    \r
                    """).head();
            assertEquals("ok", idle.get("/").answer().body());
            begun.head();
            assertEquals('1', begun.in().read());
            Http2Client.Stream stream = http2.get("/begun");
            assertEquals("200", stream.next().head().status().toString());
            assertEquals("1", stream.next().content());

            change.accept(world);
            world.apply();

            assertEquals(port, world.port());
            chat.send("abc");
            assertEquals("abc", new String(chat.in().readNBytes(3), StandardCharsets.US_ASCII));
            changed.countDown();
            assertEquals('2', begun.in().read());
            assertEquals("2", stream.next().content());
            // Both connections take further requests, by what is served now.
            int status = idle.get("/").answer().status();
            assertEquals(status, begun.get("/").answer().status());
            assertEquals(status, http2.get("/").answer().status());
        }
    }
}
