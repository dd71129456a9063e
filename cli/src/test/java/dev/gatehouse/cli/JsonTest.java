package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "22      | \\\"",
                "5c      | \\\\",
                "2f      | /",
                "0a      | \\n",
                "0d      | \\r",
                "09      | \\t",
                "00      | \\u0000",
                "1b      | \\u001b",
                "7f      | \\u007f",
                "e9      | é",
                "d800    | \\ud800",
                "dc00    | \\udc00",
                "1f600   | 😀",
            })
    void characterIsWrittenAs(String codePoint, String expected) {
        String text = Character.toString(Integer.parseInt(codePoint, 16));
        assertEquals("\"a" + expected + "b\"", Json.compact("a" + text + "b"));
    }

    @Test
    void membersKeepTheirOrderAndNullIsWritten() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", 1);
        object.put("a", Arrays.asList(true, null, "x", List.of(), Map.of()));
        assertEquals("{\"b\":1,\"a\":[true,null,\"x\",[],{}]}", Json.compact(object));
        assertEquals("""
                {
                  "b": 1,
                  "a": [
                    true,
                    null,
                    "x",
                    [],
                    {}
                  ]
                }""", Json.indented(object));
    }
}
