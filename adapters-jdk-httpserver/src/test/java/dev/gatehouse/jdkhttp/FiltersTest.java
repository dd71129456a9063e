package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.ExtensionFilter.Verdict;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CORS, sessions, redirects of a backend, extensions: over sockets. */
final class FiltersTest {
    @TempDir
    Path folder;

    private static String get(String target, String... fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: shop.example\r\n"
                + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n") + "\r\n";
    }

    @Test
    void aPreflightIsAnsweredHereAndOtherRequestsGetTheirFields() throws Exception {
        String rule =
                "{matches: [{method: GET}], filters: [{type: CORS, cors: {allowOrigins: ['https://*.example.com'],"
                        + " allowMethods: [PUT], allowCredentials: true}}], backendRefs: [{name: shop, port: 80}]}";
        try (RawOrigin shop = RawOrigin.saying("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: http://evil.example\r\n"
                        + "Content-Length: 2\r\n\r\nok");
                JdkFrontEnd front = new Shop(rule).service("shop", shop.port()).start(folder)) {
            int port = front.socketPort(Shop.WEB);
            RawClient.Answer preflight = RawClient.ask(
                    port,
                    get("/", "Origin: https://a.example.com", "Access-Control-Request-Method: GET")
                            .replaceFirst("GET", "OPTIONS"));
            assertEquals(204, preflight.status());
            assertEquals("https://a.example.com", preflight.header("access-control-allow-origin"));
            assertEquals("PUT", preflight.header("access-control-allow-methods"));
            assertFalse(shop.wasAsked());
            RawClient.Answer allowed = RawClient.ask(port, get("/", "Origin: https://a.example.com"));
            assertEquals("https://a.example.com", allowed.header("access-control-allow-origin"));
            assertEquals("true", allowed.header("access-control-allow-credentials"));
            RawClient.Answer foreign = RawClient.ask(port, get("/", "Origin: https://b.example"));
            assertEquals(200, foreign.status());
            assertNull(foreign.header("access-control-allow-origin"));
        }
    }

    @Test
    void aSessionStaysWithItsEndpoint() throws Exception {
        String rule = "{sessionPersistence: {sessionName: s}, backendRefs: [{name: shop, port: 80}]}";
        try (RawOrigin one = RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
                RawOrigin two = RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo");
                JdkFrontEnd front =
                        new Shop(rule).service("shop", one.port(), two.port()).start(folder)) {
            int port = front.socketPort(Shop.WEB);
            for (int round = 0; round < 2; round++) {
                RawClient.Answer first = RawClient.ask(port, get("/"));
                String cookie = first.header("set-cookie");
                assertNotNull(cookie);
                String pair = cookie.substring(0, cookie.indexOf(';'));
                for (int i = 0; i < 3; i++) {
                    RawClient.Answer next = RawClient.ask(port, get("/", "Cookie: other=1; " + pair));
                    assertEquals(first.body(), next.body());
                    assertNull(next.header("set-cookie"), "the client has it already");
                }
            }
        }
    }

    @Test
    void aBackendMayRedirect() throws Exception {
        String rule =
                "{backendRefs: [{name: shop, port: 80, filters: [{type: RequestRedirect, requestRedirect: {hostname:"
                        + " other.example, statusCode: 301}}]}]}";
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front = new Shop(rule).service("shop", shop.port()).start(folder)) {
            RawClient.Answer answer = RawClient.ask(front.socketPort(Shop.WEB), get("/a?b"));
            assertEquals(301, answer.status());
            assertEquals("http://other.example/a?b", answer.header("location"));
            assertFalse(shop.wasAsked());
        }
    }

    @Test
    void theProgramsOwnFiltersChangeAndAnswer() throws Exception {
        String rule =
                "{filters: [{type: ExtensionRef, extensionRef: {group: example.com, kind: KeyCheck, name: strict}}],"
                        + " backendRefs: [{name: shop, port: 80}]}";
        LiveRoutes.Builder routes = LiveRoutes.builder()
                .filter(
                        "example.com",
                        "KeyCheck",
                        "strict",
                        request -> request.header("x-key") == null
                                ? new Verdict.Answer(401, List.of(new Field("WWW-Authenticate", "Key")), "no key")
                                : new Verdict.Edit(
                                        new HeaderEdits(List.of(new Field("X-Checked", "yes")), List.of(), List.of()),
                                        new HeaderEdits(List.of(new Field("X-Served", "here")), List.of(), List.of())));
        try (RawOrigin shop = RawOrigin.saying(RawOrigin.OK);
                JdkFrontEnd front =
                        new Shop(rule).service("shop", shop.port()).start(folder, routes, FrontEndLimits.defaults())) {
            int port = front.socketPort(Shop.WEB);
            RawClient.Answer refused = RawClient.ask(port, get("/"));
            assertEquals(401, refused.status());
            assertEquals("no key", refused.body());
            assertEquals("Key", refused.header("www-authenticate"));
            assertFalse(shop.wasAsked());
            assertEquals("here", RawClient.ask(port, get("/", "X-Key: k")).header("x-served"));
            assertEquals(List.of("yes"), shop.next().values("x-checked"));
        }
    }
}
