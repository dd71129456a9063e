package dev.gatehouse.routing.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestJsonTest {
    @Test
    void values() {
        assertEquals(
                Map.of("a", List.of(), "b", Map.of(), "c", Arrays.asList(true, false, null)),
                TestJson.parse(" { \"a\" : [ ] ,\n\"b\":{},\t\"c\":[true, false ,null]}\r\n"));
        assertEquals(new BigDecimal("-12.5e+3"), TestJson.parse("-12.5e+3"));
        assertEquals(BigDecimal.ZERO, TestJson.parse("0"));
        assertEquals("\"\\/\b\f\n\r\t\u0000\u00e9", TestJson.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E9\""));
        assertEquals(" a  ", TestJson.parse("\" a  \""));
        assertNull(TestJson.parse("null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "{",
                "\"",
                "\"a",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\"}",
                "{\"a\":1,\"a\":2}",
                "[1 2]",
                "1 2",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "-",
                "nul",
                "truee",
                "'a'",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "[]]",
                "NaN"
            })
    void whatIsNoJson(String text) {
        assertThrows(IllegalArgumentException.class, () -> TestJson.parse(text));
    }

    @Test
    void depthHasABound() {
        assertThrows(IllegalArgumentException.class, () -> TestJson.parse("[".repeat(100_000)));
    }
}
