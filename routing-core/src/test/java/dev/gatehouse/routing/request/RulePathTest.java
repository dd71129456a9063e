package dev.gatehouse.routing.request;

import static dev.gatehouse.routing.request.Verdicts.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/a/", "/a/b", "//", "/a/./..", "/%C3%A9", "/a;b", "/100%25", "*", "/a%2Fb", "/%252e"})
    void whatRequestsWouldSpellTheSameIsTheSameObject(String value) {
        assertSame(value, RulePath.canonical(value));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/%61bc/, /abc/",
        "/tee%c3%a9/, /tee%C3%A9/",
        "/%7euser, /~user",
        "/%2e%2e, /..",
        "/%252e, /%252e",
        "/%%61, /%25a",
        "/%%361, /%2561",
        "/100%, /100%25",
        "/%4, /%254",
        "/%zz, /%25zz",
        "/a%2fb, /a%2Fb",
        "/tee\u00e9, /tee%C3%A9",
        "/\u20ac\uD83D\uDE00, /%E2%82%AC%F0%9F%98%80",
        "/a b, /a%20b",
        "/a?b#c\\d, /a%3Fb%23c%5Cd",
    })
    void spelling(String value, String canonical) {
        assertEquals(canonical, RulePath.canonical(value));
    }

    /** A rule and a request that mean the same path have the same spelling. */
    @ParameterizedTest(name = "rule {0}, request {1}")
    @CsvSource({
        "/%7Euser, /~user",
        "/~user, /%7euser",
        "/caf%C3%A9, /caf%c3%a9",
        "/caf\u00e9, /caf%c3%a9",
        "/a b, /a%20b",
        "/%20, /%20"
    })
    void comparesWithRequests(String rule, String request) {
        assertEquals(accepted(TestHead.get(request)).path(), RulePath.canonical(rule));
    }

    @Property(tries = 2000)
    void leavesThePathsOfRequestsAlone(
            @ForAll @Chars({'/', '.', '%', '2', '5', 'c', 'C', 'e', '3', ';', 'a'}) @StringLength(max = 12)
                    String rest) {
        if (Normalized.of(TestHead.get("/" + rest)) instanceof Request request) {
            assertSame(request.path(), RulePath.canonical(request.path()));
        }
    }

    @Property(tries = 2000)
    void isIdempotent(
            @ForAll
                    @Chars({'/', '.', '%', '2', '5', '6', 'c', 'e', ';', '?', '\u00e9', ' ', '\\'})
                    @StringLength(max = 12)
                    String value) {
        String canonical = RulePath.canonical(value);
        assertSame(canonical, RulePath.canonical(canonical));
    }
}
