package dev.gatehouse.routing.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParametersTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{1} of {0} is {2}")
    @CsvSource(
            emptyValue = "",
            value = {
                "a=1, a, 1",
                "a=1&b=2, b, 2",
                "a=1, A, ",
                "a=Big, a, Big",
                "a=1&a=2, a, 1",
                "a&a=2, a, ''",
                "a, a, ''",
                "a=, a, ''",
                "a=b=c, a, b=c",
                "a==, a, =",
                "=x, '', x",
                "&&a=1&, a, 1",
                "&, '', ",
                "'', '', ",
                "'', a, ",
                "ab=1, a, ",
                "a=1, ab, ",
                "xa=1, a, ",
                "a;b=1, a, ",
                "a=1;b=2, a, 1;b=2",
                "%61=%31, a, 1",
                "a=1%262, a, 1&2",
                "a%3Db=1, a=b, 1",
                "a%3db=1, a, ",
                "a=b+c, a, b c",
                "a=b%2Bc, a, b+c",
                "a=b%20c, a, b c",
                "a+b=1, a b, 1",
                "a=%2541, a, %41",
                "a=%, a, %",
                "a=%4, a, %4",
                "a=%zz, a, %zz",
                "a=%4&b=1, a, %4",
                "a=%4&1=x, a, %4",
                "a=%%41, a, %A",
                "%4=1, %4, 1",
                "a=caf%C3%A9, a, caf\u00e9",
                "caf%c3%a9=1, caf\u00e9, 1",
                "a=%F0%9F%98%80, a, \uD83D\uDE00",
                "a=?/#, a, ?/#",
            })
    void first(String query, String name, @Nullable String value) {
        assertEquals(value, QueryParameters.first(query, utf8(name)));
        if (value == null) {
            assertFalse(QueryParameters.firstEquals(query, utf8(name), utf8("")));
        } else {
            assertTrue(QueryParameters.firstEquals(query, utf8(name), utf8(value)));
            assertFalse(QueryParameters.firstEquals(query, utf8(name), utf8(value + "x")));
            assertFalse(QueryParameters.firstEquals(query, utf8(name), utf8("x" + value)));
        }
    }

    @Test
    void onlyTheFirstOfANameIsCompared() {
        assertFalse(QueryParameters.firstEquals("a=1&a=2", utf8("a"), utf8("2")));
        assertFalse(QueryParameters.firstEquals("%61=1&a=2", utf8("a"), utf8("2")));
        assertTrue(QueryParameters.firstEquals("A=1&a=2", utf8("a"), utf8("2")));
    }

    @Test
    void aValueIsComparedWithItsCase() {
        assertFalse(QueryParameters.firstEquals("a=One", utf8("a"), utf8("one")));
    }

    @Test
    void noQueryHasNoParameters() {
        assertNull(QueryParameters.first(null, utf8("a")));
        assertFalse(QueryParameters.firstEquals(null, utf8(""), utf8("")));
    }

    @Test
    void octetsThatAreNotUtf8AreReplacedInTextAndComparedAsTheyAre() {
        assertEquals("\uFFFDx", QueryParameters.first("a=%FFx", utf8("a")));
        assertTrue(QueryParameters.firstEquals("a=%FFx", utf8("a"), new byte[] {(byte) 0xFF, 'x'}));
        assertFalse(QueryParameters.firstEquals("a=%FFx", utf8("a"), utf8("\uFFFDx")));
    }

    @Property(tries = 5000)
    void agreesWithSplittingAndDecoding(
            @ForAll @Chars({'a', 'b', '=', '&', '%', '+', '6', '1', '2', 'f'}) @StringLength(max = 16) String query,
            @ForAll @Chars({'a', 'b', ' ', '%'}) @StringLength(max = 2) String name,
            @ForAll @Chars({'a', 'b', '=', '1', ' '}) @StringLength(max = 2) String value) {
        String expected = naive(query, name);
        assertEquals(expected, QueryParameters.first(query, utf8(name)));
        assertEquals(value.equals(expected), QueryParameters.firstEquals(query, utf8(name), utf8(value)));
    }

    private static @Nullable String naive(String query, String name) {
        for (String piece : query.split("&", -1)) {
            if (!piece.isEmpty()) {
                String[] parts = piece.split("=", 2);
                if (decoded(parts[0]).equals(name)) {
                    return parts.length == 1 ? "" : decoded(parts[1]);
                }
            }
        }
        return null;
    }

    private static String decoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String rest = text;
        while (!rest.isEmpty()) {
            if (rest.matches("%[0-9a-fA-F]{2}.*")) {
                octets.write(Integer.parseInt(rest.substring(1, 3), 16));
                rest = rest.substring(3);
            } else {
                octets.write(rest.charAt(0) == '+' ? ' ' : rest.charAt(0));
                rest = rest.substring(1);
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
