package dev.gatehouse.routing.request;

import static dev.gatehouse.routing.request.Verdicts.accepted;
import static dev.gatehouse.routing.request.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, and the four forms of a target (RFC 9112 section 3.2). */
class TargetTest {
    @ParameterizedTest(name = "{0} with Host {1} is {2}")
    @CsvSource({
        "http://a.example, a.example, /",
        "http://a.example/, a.example, /",
        "http://a.example/b/c, a.example, /b/c",
        "HTTPS://A.Example/b, a.example, /b",
        "http://a.example/b, A.EXAMPLE, /b",
        "http://a.example?q, a.example, /?q",
        "http://a.example?, a.example, /?",
        "http://a.example/b?q=/../c, a.example, /b?q=/../c",
        "http://a.example/b?q, a.example, /b?q",
        "http://a.example/b/../c?q, a.example, /c?q",
        "http://a.example//b, a.example, /b",
        "http://a.example:80/, a.example, /",
        "http://a.example/, a.example:80, /",
        "http://a.example:/, a.example, /",
        "https://a.example:443/, a.example, /",
        "https://a.example/, a.example:0443, /",
        "http://a.example:8080/, a.example:8080, /",
        "http://[::1]:80/b, [::1], /b",
        "http://[::a]/b, [::A], /b",
        "http://127.0.0.1/b, 127.0.0.1, /b",
    })
    void absoluteFormIsItsPath(String target, String host, String forwarded) {
        assertEquals(forwarded, accepted(TestHead.of(host, target)).target());
    }

    @ParameterizedTest(name = "{0} with Host {1}")
    @CsvSource({
        "http://b.example/, a.example",
        "http://a.example:8080/, a.example",
        "http://a.example/, a.example:8080",
        "http://a.example:443/, a.example",
        "https://a.example:80/, a.example",
        "http://a.example./, a.example",
        "http://a.example:4294967376/, a.example:80",
        "http://a.exampl/, a.example",
        "http://a.example/, a.exampl",
    })
    void absoluteFormAndHostNameTheSame(String target, String host) {
        assertRefused(400, "two hosts", TestHead.of(host, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http:///b",
                "http://?q",
                "http://u@a.example/",
                "http://u:p@a.example/",
                "http://a.example@b.example/",
                "http://a.example\\@b.example/",
                "http://a.example#@b.example/",
                "http://a.example:x/",
                "http://a.example:65536/",
                "http://a%2eexample/",
                "http://*.example/",
                "http://a..example/",
                "http://[::1/",
                "http:// a.example/"
            })
    void anAuthorityIsAHostAndAPort(String target) {
        assertRefused(400, "", TestHead.get(target));
        assertRefused(400, "malformed", TestHead.get(target).withHosts().withHostOptional());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a/b",
                "?q",
                "#",
                ".",
                "..",
                "*",
                "*?q",
                "**",
                "/*#",
                "a.example",
                "a.example:80",
                "http:",
                "http:/a",
                "http:a.example/",
                "http//a.example/",
                " http://a.example/",
                "ftp://a.example/",
                "ws://a.example/",
                "file:///etc",
                "javascript:x",
                "http\u017F://a.example/",
                "https\u0000://a.example/",
                "\\\\a.example\\b",
                "\uFF0Fa"
            })
    void allElseIsNoTarget(String target) {
        assertRefused(400, "", TestHead.get(target));
    }

    @Test
    void aLongSIsNoS() {
        assertRefused(400, "neither", TestHead.get("http\u017F://a.example/"));
    }

    @Test
    void theAsteriskIsForOptions() {
        Request request = accepted(TestHead.get("*").withMethod("OPTIONS"));
        assertEquals("*", request.path());
        assertEquals("*", request.target());
        assertNull(request.query());
        assertEquals("a.example", request.host());
        assertRefused(400, "neither", TestHead.get("*").withMethod("options"));
        assertRefused(400, "neither", TestHead.get("*?q").withMethod("OPTIONS"));
        assertEquals("/*", accepted(TestHead.get("/*").withMethod("OPTIONS")).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example:443", "/", "*", "http://a.example/"})
    void connectIsRefused(String target) {
        assertRefused(400, "CONNECT", TestHead.get(target).withMethod("CONNECT"));
    }

    @Test
    void aTargetHasAtMost8192Characters() {
        String longest = "/" + "a".repeat(8191);
        assertSame(longest, accepted(TestHead.get(longest)).path());
        assertRefused(414, "8192", TestHead.get(longest + "a"));
        assertRefused(414, "8192", TestHead.get("/?" + "a".repeat(8191)));
        assertRefused(414, "8192", TestHead.get("http://a.example/" + "a".repeat(8191)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "get", "PATCH", "M-SEARCH", "!#$%&'*+-.^_`|~09", "x"})
    void aMethodIsAToken(String method) {
        assertEquals(method, accepted(TestHead.get("/").withMethod(method)).method());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "G T", "GET ", "GET\t", "G\u0000T", "G/T", "G:T", "(GET)", "G,T", "G\u00CBT", "G\u0130T"
            })
    void whatIsNoTokenIsNoMethod(String method) {
        assertRefused(400, "method", TestHead.get("/").withMethod(method));
    }

    @Test
    void aMethodHasAtMost64Characters() {
        accepted(TestHead.get("/").withMethod("M".repeat(64)));
        assertRefused(400, "method", TestHead.get("/").withMethod("M".repeat(65)));
    }

    @Test
    void theHeadIsThereToAsk() {
        TestHead head = TestHead.get("/a");
        Request request = accepted(head);
        assertSame(head, request.head());
        assertEquals("a.example", request.header("host"));
        assertNull(request.header("x-other"));
    }
}
