package dev.gatehouse.tck.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GrpcRecordTest {
    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(@ForAll @StringLength(min = 1, max = 300) String value) {
        ArrivedTls tls = new ArrivedTls("TLSv1.2", "a.example", "h2", "TLS_X", List.of(value, "two"));
        Received received = new Received(
                "toys",
                "bears-1-2",
                new Arrival("POST", "a", "/toys.Toys/Play", List.of(new HeaderLine("x", value)), "HTTP/2.0", tls, 0));
        Received read = GrpcRecord.read(GrpcRecord.write(received, "bears"));
        assertEquals(received.pod(), read.pod());
        assertEquals(received.namespace(), read.namespace());
        assertEquals(received.request().target(), read.request().target());
        assertEquals(received.request().host(), read.request().host());
        assertEquals(received.request().tls(), read.request().tls());
        assertEquals(
                List.of(new HeaderLine(":authority", "a"), new HeaderLine("x", value)),
                read.request().headers());
    }

    /** Tag, length, bytes: assertions, its method, the pseudo-header, the authority, and the context with namespace, service and pod. */
    @Test
    void theBytesAreThoseOfTheMessage() {
        Received received = new Received("n", "p", Arrival.of("POST", "h", "/s/m", List.of(), 0));
        assertArrayEquals(
                new byte[] {
                    10, 37, 10, 4, '/', 's', '/', 'm', 18, 15, 10, 10, ':', 'a', 'u', 't', 'h', 'o', 'r', 'i', 't', 'y',
                    18, 1, 'h', 26, 1, 'h', 34, 9, 10, 1, 'n', 26, 1, 's', 34, 1, 'p'
                },
                GrpcRecord.write(received, "s"));
    }

    @Test
    void whatIsNoRecord() {
        assertNull(GrpcRecord.read(new byte[0]));
        assertNull(GrpcRecord.read(new byte[] {10}));
        assertNull(GrpcRecord.read(new byte[] {10, 5, 1}));
        assertNull(GrpcRecord.read(new byte[] {8, 1}));
        assertNull(GrpcRecord.read(new byte[] {10, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}));
    }
}
