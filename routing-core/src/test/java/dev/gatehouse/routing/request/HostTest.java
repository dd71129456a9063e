package dev.gatehouse.routing.request;

import static dev.gatehouse.routing.request.Verdicts.accepted;
import static dev.gatehouse.routing.request.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host rule of the policy strict-v1. */
class HostTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "a.example, a.example",
        "A.ExAmPle, a.example",
        "localhost, localhost",
        "a.example., a.example",
        "a.example.:81, a.example",
        "a.example:, a.example",
        "a.example:0, a.example",
        "a.example:8080, a.example",
        "a.example:65535, a.example",
        "a.example:00080, a.example",
        "A.EXAMPLE:443, a.example",
        "a_b.example, a_b.example",
        "_x, _x",
        "-a-.example, -a-.example",
        "xn--caf-dma.example, xn--caf-dma.example",
        "127.0.0.1, 127.0.0.1",
        "127.0.0.1:80, 127.0.0.1",
        "[::], ::",
        "[::1]:8443, ::1",
        "[::1]:, ::1",
        "[1::], 1::",
        "[2001:DB8::A], 2001:db8::a",
        "[1:2:3:4:5:6:7:8], 1:2:3:4:5:6:7:8",
        "[1:2:3:4:5:6:7::], 1:2:3:4:5:6:7::",
        "[::2:3:4:5:6:7:8], ::2:3:4:5:6:7:8",
        "[::ffff:192.0.2.1], ::ffff:192.0.2.1",
        "[1:2:3:4:5:6:192.0.2.255], 1:2:3:4:5:6:192.0.2.255",
    })
    void normalForm(String received, String normal) {
        Request request = accepted(TestHead.of(received, "/"));
        assertEquals(normal, request.host());
        assertEquals(received, request.authority());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                ":",
                ":80",
                ".:80",
                ".a.example",
                "a..example",
                "a.example..",
                "a.example.:.",
                "a.example:65536",
                "a.example:99999999999999999999",
                "a.example:80a",
                "a.example:+80",
                "a.example:-1",
                "a.example: 80",
                "a.example:80:80",
                "a.example:\u0661",
                "u@a.example",
                "u:p@a.example",
                "a.example:80@b.example",
                "a.example/b",
                "a.example?b",
                "a.example#b",
                "a.example\\b",
                "a.example,b.example",
                "a.example, b.example",
                "a.example b.example",
                " a.example",
                "a.example ",
                "a.example\t",
                "a.example\r",
                "a\u0000.example",
                "a.example\u007F",
                "*",
                "*.example",
                "a.*.example",
                "%61.example",
                "a%2eexample",
                "caf\u00E9.example",
                "caf\u00C3\u00A9.example",
                "\u212Aelvin.example",
                "\u0130.example",
                "a\u3002example",
                "a\u00ADb.example",
                "\uFF41.example",
                "http://a.example",
                "a'b.example",
                "a;b.example",
                "a!.example",
                "::1",
                "[]",
                "[",
                "]",
                "[::1",
                "::1]",
                "[::1]x",
                "[::1].",
                "[::1]80",
                "[::1]:x",
                "[::1]:65536",
                "[::1]]",
                "[[::1]]",
                "x[::1]",
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "[v1.fe]",
                "[:]",
                "[:::]",
                "[1:2]",
                "[1::2::3]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:]",
                "[:2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4::5:6:7:8]",
                "[12345::]",
                "[g::]",
                "[127.0.0.1]",
                "[::1.2.3]",
                "[::1.2.3.4.5]",
                "[::256.0.0.1]",
                "[::01.2.3.4]",
                "[::1.2.3.4:5]",
                "[1:2:3:4:5:6:7:1.2.3.4]",
                "[1:2:3:4:5:6::1.2.3.4]",
                "[a.example]"
            })
    void malformed(String received) {
        assertRefused(400, "malformed", TestHead.of(received, "/"));
        assertRefused(400, "malformed", TestHead.get("/").withHosts().withAuthority(received));
    }

    @Test
    void aNameHasAtMost253Characters() {
        String longest = "a.".repeat(126) + "b";
        assertEquals(253, longest.length());
        assertSame(longest, accepted(TestHead.of(longest, "/")).host());
        assertEquals(longest, accepted(TestHead.of(longest + ".:443", "/")).host());
        assertRefused(400, "malformed", TestHead.of(longest + "b", "/"));
        assertRefused(400, "malformed", TestHead.of(longest + "b.", "/"));
    }

    @Test
    void theLocaleIsNotAsked() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertEquals("i.example", accepted(TestHead.of("I.EXAMPLE", "/")).host());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aHostInNormalFormIsTheSameObject() {
        String host = "shop.a.example";
        Request request = accepted(TestHead.of(host, "/"));
        assertSame(host, request.host());
        assertSame(host, request.authority());
    }

    @Test
    void http11HasExactlyOne() {
        assertRefused(400, "no Host", TestHead.get("/").withHosts());
        assertRefused(400, "more than one", TestHead.get("/").withHosts("a.example", "a.example"));
        assertRefused(400, "more than one", TestHead.get("/").withHosts("a.example", "b.example"));
        assertRefused(400, "no Host", TestHead.get("http://a.example/").withHosts());
        assertRefused(400, "no Host", TestHead.get("*").withMethod("OPTIONS").withHosts());
    }

    @Test
    void http10HasAtMostOne() {
        TestHead head = TestHead.get("/").withHostOptional();
        Request none = accepted(head.withHosts());
        assertEquals("", none.host());
        assertEquals("", none.authority());
        assertEquals("a.example", accepted(head.withHosts("A.example:80")).host());
        assertRefused(400, "malformed", head.withHosts(""));
        assertRefused(400, "malformed", head.withHosts("a b"));
        assertRefused(400, "more than one", head.withHosts("a.example", "a.example"));
    }

    @Test
    void http10MayNameItInTheTargetAlone() {
        Request request = accepted(
                TestHead.get("http://A.example:8080/b").withHostOptional().withHosts());
        assertEquals("a.example", request.host());
        assertEquals("A.example:8080", request.authority());
    }

    @Test
    void http2NamesItInAuthority() {
        Request request = accepted(TestHead.get("/").withHosts().withAuthority("A.example:8443"));
        assertEquals("a.example", request.host());
        assertEquals("A.example:8443", request.authority());
    }

    @ParameterizedTest(name = ":authority {0} and Host {1}: {2}")
    @CsvSource({
        "a.example, a.example, true",
        "a.example, A.Example, true",
        "A.example:, a.example, true",
        "a.example:443, a.example:443, true",
        "a.example:443, a.example, false",
        "a.example, a.example:443, false",
        "a.example, b.example, false",
        "a.example, a.example., false",
        "a.example, a.example.org, false",
    })
    void http2HostSaysTheSame(String authority, String host, boolean same) {
        TestHead head = TestHead.of(host, "/").withAuthority(authority);
        if (same) {
            assertEquals(authority, accepted(head).authority());
        } else {
            assertRefused(400, "two hosts", head);
        }
    }

    @Test
    void http2HostIsHeldToTheSameRules() {
        assertRefused(
                400,
                "more than one",
                TestHead.get("/").withHosts("a.example", "a.example").withAuthority("a.example"));
        assertRefused(400, "two hosts", TestHead.of("a b", "/").withAuthority("a.example"));
        assertRefused(400, "two hosts", TestHead.of("", "/").withAuthority("a.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-forwarded-host", "forwarded", "x-host", "x-original-url", "x-rewrite-url", "x-original-host"})
    void noOtherHeaderIsAsked(String name) {
        Request request = accepted(new TestHead(
                "GET",
                "/a",
                null,
                true,
                List.of(new TestHead.Header(name, "b.example"), new TestHead.Header("host", "a.example"))));
        assertEquals("a.example", request.host());
        assertEquals("/a", request.path());
    }
}
