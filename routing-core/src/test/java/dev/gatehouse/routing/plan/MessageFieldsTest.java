package dev.gatehouse.routing.plan;

import static dev.gatehouse.routing.plan.UpstreamHeadersTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: +5",
                "Content-Length: -0",
                "Content-Length: ",
                "Content-Length: 5, 5",
                "Content-Length: 0x5",
                "Content-Length: 5 ",
                "content-length: \u0665",
                "Content-Length: 1000000000000000000",
                "Content-Length: 5|Content-Length: 5",
                "Content-Length: 5|content-length: 6",
                "Content-Length: 5|Transfer-Encoding: chunked",
                "transfer-encoding: chunked|Content-Length: 5",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: \u000bchunked",
                "X: a\u0000b",
                "X: a\rb",
                "X: a\nb",
                "X: a\u007fb",
                "X: \u0100",
                "X Y: 1",
                "X : 1",
                "\u212A: 1",
                "(: 1"
            })
    void hasAFault(String section) {
        assertNotNull(MessageFields.fault(fields(section.split("\\|"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X: 1 | -1 | false",
                "Content-Length: 0 | 0 | false",
                "CONTENT-LENGTH: 00012 | 12 | false",
                "content-length: 999999999999999999 | 999999999999999999 | false",
                "Transfer-Encoding: Chunked | -1 | true",
                "X: a\tb \u00e4 | -1 | false",
                "!#$%&'*+-.^_`~9: x | -1 | false"
            })
    void hasOneMeaning(String line, long length, boolean chunked) {
        List<Field> section = fields(line);
        assertNull(MessageFields.fault(section));
        assertEquals(length, MessageFields.contentLength(section));
        assertEquals(chunked, MessageFields.isChunked(section));
    }
}
