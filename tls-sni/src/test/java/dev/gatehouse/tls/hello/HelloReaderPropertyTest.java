package dev.gatehouse.tls.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** No bytes make the reader throw, and none make it answer differently for how they came. */
class HelloReaderPropertyTest {
    @Property(tries = 1000)
    void anyBytes(@ForAll byte[] connection) {
        Readings.twoOrThreeWays(connection);
    }

    @Property(tries = 1000)
    void anyMessage(@ForAll byte[] body) {
        byte[] message = HelloWriter.join(HelloWriter.numbers8(1, 0, body.length >> 8, body.length & 0xff), body);
        Readings.twoOrThreeWays(new HelloWriter().record(22, message));
    }

    @Property(tries = 2000)
    void aHelloWithFaults(@ForAll("hellos") byte[] hello, @ForAll("faults") List<Fault> faults) {
        byte[] connection = hello;
        for (Fault fault : faults) {
            connection = fault.in(connection);
        }
        Readings.twoOrThreeWays(connection);
    }

    @Property(tries = 500)
    void whatIsWrittenIsRead(
            @ForAll("names") String name,
            @ForAll("protocols") List<String> protocols,
            @ForAll("recordLengths") int recordLength) {
        byte[] connection = new HelloWriter()
                .alpn(protocols.toArray(String[]::new))
                .serverName(name)
                .records(recordLength);
        assertEquals(new ClientHello(name, protocols, List.of(0x0303)), Readings.twoOrThreeWays(connection));
    }

    /** A byte at a place, modulo the length, replaced, added or taken away. */
    private record Fault(Kind kind, int place, byte value) {
        enum Kind {
            REPLACE,
            INSERT,
            DELETE,
            CUT
        }

        byte[] in(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = place % bytes.length;
            byte[] before = Arrays.copyOf(bytes, at);
            byte[] after = Arrays.copyOfRange(bytes, at + 1, bytes.length);
            return switch (kind) {
                case REPLACE -> HelloWriter.join(before, new byte[] {value}, after);
                case INSERT -> HelloWriter.join(before, new byte[] {value, bytes[at]}, after);
                case DELETE -> HelloWriter.join(before, after);
                case CUT -> before;
            };
        }
    }

    @Provide
    Arbitrary<List<Fault>> faults() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(8, Fault.Kind.REPLACE),
                                Tuple.of(2, Fault.Kind.INSERT),
                                Tuple.of(2, Fault.Kind.DELETE),
                                Tuple.of(1, Fault.Kind.CUT)),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes())
                .as(Fault::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<byte[]> hellos() {
        return Combinators.combine(names(), protocols(), recordLengths())
                .as((name, protocols, recordLength) -> new HelloWriter()
                        .extension(23)
                        .serverName(name)
                        .alpn(protocols.toArray(String[]::new))
                        .versions(0x0304, 0x0303)
                        .records(recordLength));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("0-_")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(label -> label + ".example");
    }

    @Provide
    Arbitrary<List<String>> protocols() {
        return Arbitraries.strings()
                .withCharRange('\0', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(20)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Integer> recordLengths() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 10), Arbitraries.integers().between(11, 500));
    }
}
