package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gatehouse.routing.LiveRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of requests, whose answers nobody reads. */
final class MirrorTest {
    private static final String TO_COPY = "{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}";

    @TempDir
    Path folder;

    private static String rule(String filters) {
        return "{filters: [" + filters + "], backendRefs: [{name: shop, port: 80}]}";
    }

    private static String set(String value) {
        return "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X-Step, value: " + value + "}]}}";
    }

    @Test
    void aCopyIsSentAndItsAnswerIsNoOnes() throws Exception {
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                RawOrigin copy = RawOrigin.saying("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                JdkFrontEnd front = new Shop(rule(set("one") + ", " + TO_COPY))
                        .service("shop", shop.port())
                        .service("copy", copy.port())
                        .start(folder)) {
            assertEquals(
                    "ok",
                    RawClient.ask(front.socketPort(Shop.WEB), "GET /a?b HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                            .body());
            RawOrigin.Request copied = copy.next();
            assertEquals("GET /a?b HTTP/1.1", copied.line());
            assertEquals(List.of("shop.example"), copied.values("host"));
            assertEquals(List.of("one"), copied.values("x-step"));
            assertEquals(List.of("one"), shop.next().values("x-step"));
        }
    }

    @Test
    void changesAfterTheMirrorAreNotForTheCopy() throws Exception {
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                RawOrigin copy = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(rule(TO_COPY + ", " + set("two")))
                        .service("shop", shop.port())
                        .service("copy", copy.port())
                        .start(folder)) {
            RawClient.ask(front.socketPort(Shop.WEB), "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
            assertEquals(List.of(), copy.next().values("x-step"));
            assertEquals(List.of("two"), shop.next().values("x-step"));
        }
    }

    @Test
    void theBodyIsCopiedWhenItIsWhole() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        RawOrigin.Answer keeping = (request, out) -> {
            bodies.add(new String(request.body(5), StandardCharsets.US_ASCII));
            out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
        };
        try (RawOrigin shop = new RawOrigin(keeping);
                RawOrigin copy = new RawOrigin(keeping);
                JdkFrontEnd front = new Shop(rule(TO_COPY))
                        .service("shop", shop.port())
                        .service("copy", copy.port())
                        .start(folder)) {
            RawClient.ask(
                    front.socketPort(Shop.WEB),
                    "POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals("hello", bodies.poll(10, TimeUnit.SECONDS));
            assertEquals("hello", bodies.poll(10, TimeUnit.SECONDS));
            assertEquals(List.of("5"), copy.next().values("content-length"));
        }
    }

    @Test
    void aBodyBeyondTheBoundIsNotCopied() throws Exception {
        try (RawOrigin shop = new RawOrigin((request, out) -> {
                    if (request.line().startsWith("POST")) {
                        request.body(9);
                    }
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                RawOrigin copy = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(rule(TO_COPY))
                        .service("shop", shop.port())
                        .service("copy", copy.port())
                        .start(
                                folder,
                                LiveRoutes.builder(),
                                FrontEndLimits.defaults().withBodyCopy(8))) {
            int port = front.socketPort(Shop.WEB);
            assertEquals(
                    "ok",
                    RawClient.ask(port, "POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 9\r\n\r\n123456789")
                            .body());
            assertEquals(
                    "ok",
                    RawClient.ask(port, "GET /after HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                            .body());
            assertEquals("GET /after HTTP/1.1", copy.next().line(), "nothing came before");
        }
    }

    @Test
    void aCopyThatHangsOrCannotBeSentIsNotNoticed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                RawOrigin hanging = new RawOrigin((request, out) -> never.await());
                JdkFrontEnd front = new Shop(rule(TO_COPY + ", " + TO_COPY.replace("copy", "dead") + ", "
                                + TO_COPY.replace("copy", "none")))
                        .service("shop", shop.port())
                        .service("copy", hanging.port())
                        .service("dead", closedPort())
                        .service("none")
                        .start(folder)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "ok",
                        RawClient.ask(front.socketPort(Shop.WEB), "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                                .body());
            }
            hanging.next();
            never.countDown();
        }
    }

    @Test
    void nothingOfNoneIsCopied() throws Exception {
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                RawOrigin copy = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(rule(TO_COPY.replace("port: 80}}", "port: 80}, percent: 0}")))
                        .service("shop", shop.port())
                        .service("copy", copy.port())
                        .start(folder)) {
            for (int i = 0; i < 20; i++) {
                RawClient.ask(front.socketPort(Shop.WEB), "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
            }
            assertFalse(copy.wasAsked());
        }
    }

    @Test
    void codeInThisProcessTakesCopiesToo() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (JdkFrontEnd front = new Shop(rule(TO_COPY))
                .service("shop")
                .service("copy")
                .start(
                        folder,
                        LiveRoutes.builder()
                                .handler("default", "shop", exchange -> {
                                    exchange.body().readAllBytes();
                                    exchange.respond(200, "text/plain", "ok");
                                })
                                .handler("default", "copy", exchange -> {
                                    seen.add(exchange.method() + " " + exchange.target() + " "
                                            + new String(exchange.body().readAllBytes(), StandardCharsets.US_ASCII));
                                    exchange.respond(500, "text/plain", "nobody reads this");
                                }),
                        FrontEndLimits.defaults())) {
            assertEquals(
                    "ok",
                    RawClient.ask(
                                    front.socketPort(Shop.WEB),
                                    "PUT /x HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 2\r\n\r\nhi")
                            .body());
            assertEquals("PUT /x hi", seen.poll(10, TimeUnit.SECONDS));
        }
    }

    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
