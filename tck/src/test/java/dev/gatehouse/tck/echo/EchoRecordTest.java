package dev.gatehouse.tck.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
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
        ArrivedTls tls = new ArrivedTls("TLSv1.3", "a.example", "h2", "TLS_AES_128_GCM_SHA256", List.of(value));
        Arrival arrival = new Arrival(
                "GET",
                value,
                target,
                List.of(new HeaderLine("X-One", value), new HeaderLine("X-One", target), new HeaderLine("Y", "")),
                "HTTP/2.0",
                tls,
                0);
        Received received = new Received("toys", "bears-1-2", arrival);
        assertEquals(received, EchoRecord.read(EchoRecord.write(received, "bears")));
    }

    @Test
    void theFormIsThatOfTheEchoBackends() {
        Received received = new Received(
                "toys",
                "bears-1-2",
                Arrival.of("GET", "a", "/b?\"", List.of(new HeaderLine("x-ECHO-set-header", "\u00e9\\")), 0));
        assertEquals(
                "{\"path\": \"/b?\\u0022\", \"host\": \"a\", \"method\": \"GET\", \"proto\": \"HTTP/1.1\","
                        + " \"headers\": {\"X-Echo-Set-Header\": [\"\\u00e9\\u005c\"]}, \"httpPort\": \"3000\","
                        + " \"namespace\": \"toys\", \"ingress\": \"\", \"service\": \"toy\", \"pod\": \"bears-1-2\"}\n",
                new String(EchoRecord.write(received, "toy"), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{\"path\": \"/\"}", "{\"headers\": {}}", "not {json", "<html>"})
    void whatIsNoRecord(String body) {
        assertNull(EchoRecord.read(body.getBytes(StandardCharsets.UTF_8)));
    }
}
