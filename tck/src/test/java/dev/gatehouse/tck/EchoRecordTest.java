package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.tck.HttpOutcome.Received;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoRecordTest {
    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(
            @ForAll @StringLength(max = 20) @CharRange(to = '\u00ff') String target,
            @ForAll @StringLength(max = 20) @CharRange(to = '\u00ff') String value) {
        Received received = new Received(
                "toys",
                "bears-1-2",
                "GET",
                value,
                target,
                List.of(new HeaderLine("X-One", value), new HeaderLine("X-One", target), new HeaderLine("Y", "")));
        assertEquals(received, EchoRecord.read(EchoRecord.write(received)));
    }

    @Test
    void theFormIsThatOfTheEchoBackends() {
        Received received = new Received(
                "toys", "bears-1-2", "GET", "a", "/b?\"", List.of(new HeaderLine("x-ECHO-set-header", "\u00e9\\")));
        assertEquals(
                "{\"path\": \"/b?\\u0022\", \"host\": \"a\", \"method\": \"GET\", \"proto\": \"HTTP/1.1\","
                        + " \"headers\": {\"X-Echo-Set-Header\": [\"\\u00e9\\u005c\"]}, \"namespace\": \"toys\","
                        + " \"ingress\": \"\", \"service\": \"\", \"pod\": \"bears-1-2\"}\n",
                new String(EchoRecord.write(received), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{\"path\": \"/\"}", "{\"headers\": {}}", "not {json", "<html>"})
    void whatIsNoRecord(String body) {
        assertNull(EchoRecord.read(body.getBytes(StandardCharsets.UTF_8)));
    }
}
