package dev.gatehouse.netty.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Netty takes dates as such
final class FieldHeadersTest {
    @Test
    void changesAreThoseOfNettysOwnHeaders() {
        same(headers -> headers.add("A", "1").add("b", "2").add("a", "3"));
        same(headers -> headers.add("A", "1").add("b", "2").add("a", "3").set("a", "4"));
        same(headers -> headers.add("A", "1").add("b", "2").add("a", "3").remove("A"));
        same(headers -> headers.add("A", List.of("1", "2")).set("B", List.of("3", "4")));
        same(headers ->
                headers.addInt("a", 1).addShort("a", (short) 2).setInt("b", 3).setShort("c", (short) 4));
        same(headers -> headers.add("a", "x, close").add("a", "y"));
        same(headers -> headers.add("a", new Date(0)));
        same(headers -> headers.add("a", "1").clear());
        same(headers -> headers.add("a", "70000"));
        same(headers -> headers.add("a", "word"));
    }

    private static void same(Consumer<HttpHeaders> change) {
        HttpHeaders theirs = new DefaultHttpHeaders();
        HttpHeaders ours = new FieldHeaders(new ArrayList<>());
        change.accept(theirs);
        change.accept(ours);
        for (String name : List.of("a", "A", "b", "c")) {
            assertSame(headers -> headers.get(name), theirs, ours);
            assertSame(headers -> headers.get(AsciiString.of(name)), theirs, ours);
            assertSame(headers -> headers.getAll(name), theirs, ours);
            assertSame(headers -> headers.contains(name), theirs, ours);
            assertSame(headers -> headers.getInt(name), theirs, ours);
            assertSame(headers -> headers.getInt(name, 7), theirs, ours);
            assertSame(headers -> headers.getShort(name), theirs, ours);
            assertSame(headers -> headers.getShort(name, (short) 7), theirs, ours);
            assertSame(headers -> headers.containsValue(name, "close", true), theirs, ours);
            assertSame(headers -> headers.contains(name, "Y", true), theirs, ours);
            assertSame(headers -> headers.contains(name, "Y", false), theirs, ours);
        }
        assertSame(HttpHeaders::size, theirs, ours);
        assertSame(HttpHeaders::isEmpty, theirs, ours);
        assertSame(headers -> new ArrayList<>(headers.names()), theirs, ours);
        assertSame(headers -> new DefaultHttpHeaders().add(headers).entries().size(), theirs, ours);
        assertEquals(ours.entries(), ours.copy().entries());
    }

    private static void assertSame(Function<HttpHeaders, Object> asked, HttpHeaders theirs, HttpHeaders ours) {
        assertEquals(asked.apply(theirs), asked.apply(ours), () -> theirs + " and " + ours);
    }

    @Test
    void linesOfOneNameAreOneValue() {
        FieldHeaders headers = new FieldHeaders(new ArrayList<>());
        headers.add("A", "1")
                .add("Cookie", "x=1")
                .add("a", "2")
                .add("cookie", "y=2")
                .add("b", "3");
        assertEquals("1,2", headers.joined("a"));
        assertEquals("x=1; y=2", headers.joined("cookie"));
        assertEquals("3", headers.joined("b"));
        assertNull(headers.joined("c"));
    }

    @Test
    void datesAreReadAsTheyWereWritten() {
        FieldHeaders headers = new FieldHeaders(new ArrayList<>());
        headers.add("a", new Date(0)).add("b", "1");
        assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", headers.get("a"));
        assertEquals(0, headers.getTimeMillis("a", 7));
        assertEquals(7, headers.getTimeMillis("b", 7));
        assertNull(headers.getTimeMillis("c"));
    }

    @Test
    void linesKeepTheirOrderAndTheirSpelling() {
        FieldHeaders headers = new FieldHeaders(new ArrayList<>());
        headers.add("B", "1").add("a", "2").add("b", "3");
        assertEquals(List.of(new Field("B", "1"), new Field("a", "2"), new Field("b", "3")), headers.lines());
    }

    @Test
    void whatNoLineMayHaveIsNotAdded() {
        FieldHeaders headers = new FieldHeaders(new ArrayList<>());
        for (String name : List.of("", "a b", "a:", "a\r", "ä", "a\0")) {
            assertThrows(IllegalArgumentException.class, () -> headers.add(name, "1"), name);
        }
        for (String value : List.of("a\rb", "a\nb", "a\0", " a", "\ta", "\177")) {
            assertThrows(IllegalArgumentException.class, () -> headers.add("a", value), value);
            assertThrows(IllegalArgumentException.class, () -> headers.set("a", value), value);
        }
        assertEquals(List.of(), headers.lines());
    }

    @Test
    void eachCharacterIsWrittenAsOneByte() {
        assertEquals(
                "Host: a\r\nX: \u00e4\tb\u00ff\r\nempty: \r\n",
                written(new Field("Host", "a"), new Field("X", "\u00e4\tb\u00ff"), new Field("empty", "")));
    }

    @Test
    void whatEndsALineIsNotWritten() {
        // The last two become such bytes where characters are cut to one.
        for (String text : List.of("a\r\nb", "a\nb", "a\0", "a\177", "a\u010ab", "a\u010db")) {
            assertThrows(IllegalArgumentException.class, () -> written(new Field("X", text)), text);
            assertThrows(IllegalArgumentException.class, () -> written(new Field(text, "1")), text);
        }
    }

    private static String written(Field... fields) {
        ByteBuf buffer = Unpooled.buffer();
        Heads.write(new FieldHeaders(List.of(fields)), buffer);
        return buffer.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesThatAreKnownAreReadAsWhatTheyAre() {
        for (String name : List.of("Host", "host", "User-Agent", "user-agent", "ETag", "etag", "Date", "Set-Cookie")) {
            assertEquals(name, String.valueOf(found(name)));
            assertEquals(AsciiString.of(name).toLowerCase(), KnownNames.lower(name));
        }
        for (String name : List.of("HOST", "hOST", "Hos", "Hosts", "Hast", "X", "")) {
            assertNull(found(name), name);
            assertEquals(AsciiString.of(name).toLowerCase(), KnownNames.lower(name));
        }
        assertEquals(HttpHeaderNames.CONTENT_TYPE, found("content-type"));
    }

    private static AsciiString found(String name) {
        byte[] line = ("xx" + name + ": value").getBytes(StandardCharsets.US_ASCII);
        return KnownNames.find(line, 2, name.length());
    }
}
