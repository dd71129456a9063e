package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service is asked before anything goes to a backend. */
final class ExternalAuthTest {
    private static final String GET = String.join(
            "\r\n",
            "GET /a?b HTTP/1.1",
            "Host: shop.example",
            "Authorization: me",
            "X-Tenant: t",
            "X-User: forged",
            "Cookie: c=1",
            "",
            "");

    @TempDir
    Path folder;

    private static String rule(String auth) {
        return "{filters: [{type: ExternalAuth, externalAuth: {backendRef: {name: auth, port: 80}, " + auth
                + "}}], backendRefs: [{name: shop, port: 80}]}";
    }

    private static String http(String more) {
        return rule("protocol: HTTP, http: {" + more + "}");
    }

    @Test
    void whatTheServiceAllowsGoesOnWithWhatItAdds() throws Exception {
        try (RawOrigin auth = RawOrigin.saying(
                        "HTTP/1.1 200 OK\r\nX-User: alice\r\nX-Other: o\r\nContent-Length: 2\r\n\r\nok");
                RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(
                                http("path: /check, allowedHeaders: [X-Tenant], allowedResponseHeaders: [X-User]"))
                        .service("auth", auth.port())
                        .service("shop", shop.port())
                        .start(folder)) {
            assertEquals(200, RawClient.ask(front.socketPort(Shop.WEB), GET).status());
            RawOrigin.Request asked = auth.next();
            assertEquals("GET /check/a?b HTTP/1.1", asked.line());
            assertEquals(List.of("shop.example"), asked.values("host"));
            assertEquals(List.of("me"), asked.values("authorization"));
            assertEquals(List.of("t"), asked.values("x-tenant"));
            assertEquals(List.of(), asked.values("cookie"));
            assertEquals(List.of("0"), asked.values("content-length"));
            RawOrigin.Request sent = shop.next();
            assertEquals("GET /a?b HTTP/1.1", sent.line());
            assertEquals(List.of("alice"), sent.values("x-user"));
            assertEquals(List.of(), sent.values("x-other"));
        }
    }

    @Test
    void whatTheServiceRefusesGetsItsAnswer() throws Exception {
        try (RawOrigin auth = RawOrigin.saying(
                        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 5\r\n\r\nlogin");
                RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(http(""))
                        .service("auth", auth.port())
                        .service("shop", shop.port())
                        .start(folder)) {
            RawClient.Answer answer = RawClient.ask(front.socketPort(Shop.WEB), GET);
            assertEquals(401, answer.status());
            assertEquals("login", answer.body());
            assertEquals("Basic", answer.header("www-authenticate"));
            assertFalse(shop.wasAsked());
        }
    }

    @Test
    void whoCannotBeAskedRefuses() throws Exception {
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK)) {
            for (int[] ports : new int[][] {{}, {MirrorTest.closedPort()}}) {
                try (JdkFrontEnd front = new Shop(http(""))
                        .service("auth", ports)
                        .service("shop", shop.port())
                        .start(folder)) {
                    assertEquals(
                            403, RawClient.ask(front.socketPort(Shop.WEB), GET).status());
                }
            }
            assertFalse(shop.wasAsked());
        }
    }

    @Test
    void askingIsPartOfTheExchange() throws Exception {
        try (RawOrigin auth = new RawOrigin((request, out) -> request.in().read());
                RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(http("").replace("{filters", "{timeouts: {request: 300ms}, filters"))
                        .service("auth", auth.port())
                        .service("shop", shop.port())
                        .start(folder)) {
            assertEquals(504, RawClient.ask(front.socketPort(Shop.WEB), GET).status());
            assertFalse(shop.wasAsked());
        }
    }

    @Test
    void theBodyIsShownUpToItsBound() throws Exception {
        try (RawOrigin auth = new RawOrigin((request, out) -> {
                    assertEquals("hello", new String(request.body(5), StandardCharsets.US_ASCII));
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                RawOrigin shop = new RawOrigin((request, out) -> {
                    assertEquals("hello", new String(request.body(5), StandardCharsets.US_ASCII));
                    out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
                });
                JdkFrontEnd front = new Shop(rule("protocol: HTTP, http: {}, forwardBody: {maxSize: 5}"))
                        .service("auth", auth.port())
                        .service("shop", shop.port())
                        .start(folder)) {
            String post = "POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: ";
            int port = front.socketPort(Shop.WEB);
            assertEquals(200, RawClient.ask(port, post + "5\r\n\r\nhello").status());
            auth.next();
            assertEquals(413, RawClient.ask(port, post + "6\r\n\r\nhello!").status());
            assertEquals(413, RawClient.ask(port, RawClient.chunked("hello!")).status());
            assertFalse(auth.wasAsked());
        }
    }

    @Test
    void aServiceThatSpeaksGrpcCannotBeAskedAndNothingPasses() throws Exception {
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(rule("protocol: GRPC, grpc: {}"))
                        .service("auth", shop.port())
                        .service("shop", shop.port())
                        .start(folder)) {
            assertEquals(500, RawClient.ask(front.socketPort(Shop.WEB), GET).status());
            assertFalse(shop.wasAsked());
        }
    }
}
