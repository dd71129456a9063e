package dev.gatehouse.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.tck.exchange.HeaderLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of RFC 9112, as bytes. {@code |} stands for the end of a line. */
class MessageInputTest {
    private static MessageInput of(String bytes) {
        return new MessageInput(
                new ByteArrayInputStream(bytes.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "'A||rest', true, rest",
        "'A||rest', false, ''",
        "'A|Content-Length: 3||abcdef', true, abc",
        "'A|content-length:3||abcdef', false, abc",
        "'A|Content-Length: 0||abc', true, ''",
        "'A|Transfer-Encoding: chunked||3|abc|a;x=y|0123456789|0||', false, abc0123456789",
        "'A|Transfer-Encoding: chunked||0|X-Trailer: 1||', false, ''",
        "'A|Transfer-Encoding: chunked|Content-Length: 1||2|ab|0||', false, ab",
    })
    void theLengthOfABody(String bytes, boolean untilEnd, String body) throws IOException {
        MessageInput in = of(bytes);
        MessageInput.Head head = in.head();
        assertEquals("A", head.start());
        assertEquals(body, new String(in.body(head, untilEnd), StandardCharsets.ISO_8859_1));
    }

    @Test
    void messagesFollowEachOther() throws IOException {
        MessageInput in = of(
                "GET / HTTP/1.1|Host: a|x-Two:  1  |X-two:\u00e9||POST /b HTTP/1.1|Content-Length: 1||zGET /c HTTP/1.1||");
        MessageInput.Head first = in.head();
        assertEquals(
                List.of(new HeaderLine("Host", "a"), new HeaderLine("x-Two", "1"), new HeaderLine("X-two", "\u00e9")),
                first.headers());
        assertEquals(0, in.body(first, false).length);
        MessageInput.Head second = in.head();
        assertEquals("POST /b HTTP/1.1", second.start());
        assertEquals(1, in.body(second, false).length);
        assertEquals("GET /c HTTP/1.1", in.head().start());
        assertNull(in.head());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A|B",
                "A|B: c|",
                "A|no colon||",
                "A|: c||",
                "A|Content-Length: x||",
                "A|Content-Length: -1||",
                "A|Content-Length: 999999999||",
                "A|Content-Length: 4||abc",
                "A|Transfer-Encoding: chunked||zz|",
                "A|Transfer-Encoding: chunked||3|abcd|0||",
                "A|Transfer-Encoding: chunked||3|abc|",
                "A|Transfer-Encoding: chunked||3|abc|0|"
            })
    void whatIsNoMessage(String bytes) {
        MessageInput in = of(bytes);
        assertThrows(IOException.class, () -> in.body(in.head(), false));
    }

    @Test
    void endlessHeadsEnd() {
        assertThrows(IOException.class, () -> of("A".repeat(1 << 17)).head());
        assertThrows(
                IOException.class, () -> of("A|" + "B: c|".repeat(2000) + "|").head());
    }
}
