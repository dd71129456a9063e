package dev.gatehouse.tls.hello;

import static dev.gatehouse.tls.hello.HelloWriter.join;
import static dev.gatehouse.tls.hello.HelloWriter.latin1;
import static dev.gatehouse.tls.hello.HelloWriter.numbers16;
import static dev.gatehouse.tls.hello.HelloWriter.numbers8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatehouse.tls.hello.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelloReaderTest {
    private static final ClientHello SHOP =
            new ClientHello("shop.example", List.of("h2", "http/1.1"), List.of(0x0304, 0x0303));

    private static HelloWriter shop() {
        return new HelloWriter()
                .serverName("shop.example")
                .alpn("h2", "http/1.1")
                .versions(0x0304, 0x0303);
    }

    @Test
    void readsNameProtocolsAndVersions() {
        assertEquals(SHOP, Readings.everyWay(shop().record()));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                accepted("no extensions at all", new HelloWriter().withoutExtensions(), null),
                accepted("an empty block of extensions", new HelloWriter(), null),
                accepted("no session id", new HelloWriter().sessionId(0).serverName("a.example"), "a.example"),
                accepted("null is one of the compression methods", new HelloWriter().compressionMethods(1, 0), null),
                accepted(
                        "any extension before and after",
                        new HelloWriter().extension(23).serverName("a.example").extension(0xff01, (byte) 0),
                        "a.example"),
                accepted(
                        "GREASE among suites and extensions",
                        new HelloWriter()
                                .suites(numbers16(0x0a0a, 0x1301))
                                .extension(0x2a2a)
                                .serverName("a.example")
                                .extension(0xfafa, (byte) 0),
                        "a.example"),
                accepted(
                        "an Encrypted ClientHello: its outer name",
                        new HelloWriter().serverName("outer.example").extension(0xfe0d, new byte[200]),
                        "outer.example"),
                accepted(
                        "a pre-shared key at the end",
                        new HelloWriter().serverName("a.example").extension(41, new byte[9]),
                        "a.example"));
    }

    private static Arguments accepted(String what, HelloWriter writer, String serverName) {
        return arguments(what, writer.record(), serverName);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, byte[] connection, String serverName) {
        assertEquals(new ClientHello(serverName, List.of(), List.of(0x0303)), Readings.everyWay(connection));
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, shop.example",
        "Shop.EXAMPLE, shop.example",
        "a_b.shop.example, a_b.shop.example",
        "-a-.shop.example, -a-.shop.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "localhost, localhost",
        "a1.2, a1.2",
    })
    void namesHaveOneForm(String sent, String read) {
        assertEquals(read, serverName(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1",
                "1",
                "::1",
                "2001:DB8::1",
                "[2001:db8::1]",
                "::ffff:192.0.2.1",
                "0000:0000:0000:0000:0000:ffff:192.168.100.200"
            })
    void addressesAreNoNames(String address) {
        assertEquals(null, serverName(address));
    }

    private static String serverName(String sent) {
        Reading reading = Readings.everyWay(new HelloWriter().serverName(sent).record());
        return assertInstanceOf(ClientHello.class, reading).serverName();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example.",
                "127.0.0.1.",
                ".",
                ".shop.example",
                "shop..example",
                "*.shop.example",
                "*",
                "shop.example\0",
                "shop\0.example",
                "shop example",
                "shop.example\n",
                "b\u00fccher.example",
                "shop.example:443",
                "a:b",
                "[::1]:443",
                "[]",
                "::g",
                "00000:0000:0000:0000:0000:ffff:192.168.100.200",
                "user@shop.example",
                "shop.example/",
                "%73hop.example"
            })
    void whatIsNoNameIsRefused(String sent) {
        assertRefused(Reason.INVALID_NAME, new HelloWriter().serverName(sent).record());
    }

    @Test
    void namesHaveAtMost253CharactersInLabelsOf63() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        assertEquals(longest, serverName(longest));
        assertEquals("a." + label, serverName("a." + label));
        for (String tooLong : List.of(longest + "a", label + "a", "a." + label + "a", label + "a.a")) {
            assertRefused(
                    Reason.INVALID_NAME, new HelloWriter().serverName(tooLong).record());
        }
    }

    @Test
    void namesOfOtherTypesAreSteppedOver() {
        HelloWriter writer = new HelloWriter();
        writer.serverNames(writer.name(1, ""), writer.name(0, "a.example"), writer.name(255, "\0"));
        assertEquals("a.example", ((ClientHello) Readings.everyWay(writer.record())).serverName());
        HelloWriter other = new HelloWriter();
        other.serverNames(other.name(1, "a.example"));
        assertEquals(null, ((ClientHello) Readings.everyWay(other.record())).serverName());
    }

    @Test
    void protocolsKeepTheirOrderTheirRepetitionsAndTheirBytes() {
        String longest = "x".repeat(255);
        Reading reading = Readings.everyWay(new HelloWriter()
                .alpn("h2", "\u00ea\u00ea", "foo/9", "h2", longest, "\0")
                .record());
        assertEquals(List.of("h2", "\u00ea\u00ea", "foo/9", "h2", longest, "\0"), ((ClientHello) reading).alpn());
    }

    @Test
    void versionsAreThoseOfTheExtensionOrElseThatOfTheMessage() {
        assertEquals(List.of(0x1a1a, 0x0304, 0x0303), versions(new HelloWriter().versions(0x1a1a, 0x0304, 0x0303)));
        assertEquals(List.of(0x0302), versions(new HelloWriter().legacyVersion(0x0302)));
        assertEquals(List.of(0x0300), versions(new HelloWriter().legacyVersion(0x0300)));
        assertEquals(List.of(0x0505), versions(new HelloWriter().legacyVersion(0x0505)));
        assertEquals(127, versions(new HelloWriter().versions(new int[127])).size());
    }

    private static List<Integer> versions(HelloWriter writer) {
        return assertInstanceOf(ClientHello.class, Readings.everyWay(writer.record()))
                .versions();
    }

    @Test
    void theMinorVersionOfARecordDoesNotMatter() {
        for (int minor : new int[] {0, 1, 3, 4, 0xff}) {
            byte[] connection = shop().record();
            connection[2] = (byte) minor;
            assertEquals(SHOP, Readings.twoOrThreeWays(connection));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 38, 39, 60, 90, 110, 130, 1000})
    void theMessageMaySpanRecordsOfAnyLength(int recordLength) {
        assertEquals(SHOP, Readings.everyWay(shop().records(recordLength)));
    }

    @Test
    void whatFollowsInRecordsOfItsOwnIsNotLookedAt() {
        byte[] connection = join(shop().record(), shop().record(23, numbers8(1, 2, 3)), numbers8(0xff));
        assertEquals(SHOP, Readings.everyWay(connection));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 8, 9, 40, 100})
    void aBeginningNeedsMore(int length) {
        byte[] connection = shop().record();
        NeedMore needed = assertInstanceOf(NeedMore.class, Readings.everyWay(Arrays.copyOf(connection, length)));
        assertEquals(length < 9 ? 9 : connection.length, needed.atLeast());
    }

    @Test
    void asksForTheHeadersOfTheRecordsThatMustFollow() {
        byte[] connection = new HelloWriter().paddedTo(40_000).records(1 << 14);
        assertEquals(new NeedMore(connection.length), new HelloReader().read(ByteBuffer.wrap(connection, 0, 9)));
        // Small records take more headers than can be known.
        assertEquals(
                new NeedMore(5 + 4 + 5 + 40_000 - 16_384 + 16_384 + 2 * 5),
                new HelloReader()
                        .read(ByteBuffer.wrap(new HelloWriter().paddedTo(40_000).records(4), 0, 9)));
    }

    @Test
    void fewerBytesThanBeforeCannotBeAll() {
        HelloReader reader = new HelloReader();
        byte[] connection = shop().record();
        reader.read(ByteBuffer.wrap(connection, 0, 20));
        assertThrows(IllegalArgumentException.class, () -> reader.read(ByteBuffer.wrap(connection, 0, 19)));
        assertEquals(SHOP, reader.read(ByteBuffer.wrap(connection)));
    }

    static Stream<Arguments> refused() {
        HelloWriter two = new HelloWriter();
        two.serverNames(two.name(0, "a.example"), two.name(0, "b.example"));
        HelloWriter twice = new HelloWriter();
        twice.serverNames(twice.name(0, "a.example"), twice.name(0, "a.example"));
        HelloWriter twoUnknown = new HelloWriter();
        twoUnknown.serverNames(twoUnknown.name(0, "a.example"), twoUnknown.name(7, "x"), twoUnknown.name(7, "y"));
        byte[] message = shop().message();
        byte[] half = new HelloWriter().record(22, Arrays.copyOf(message, 60));
        byte[] rest = new HelloWriter().record(22, Arrays.copyOfRange(message, 60, message.length));
        byte[] alert = new HelloWriter().record(21, (byte) 2, (byte) 40);
        byte[] empty = new HelloWriter().record(22);
        byte[] oldRecord = shop().record();
        oldRecord[1] = 2;
        return Stream.of(
                arguments(
                        "an HTTP request", Reason.NO_HANDSHAKE, latin1("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n")),
                arguments("an SSL 2 hello", Reason.NO_HANDSHAKE, join(numbers8(0x80, 43, 1, 3, 1), new byte[40])),
                arguments("zeros", Reason.NO_HANDSHAKE, new byte[20]),
                arguments("an alert", Reason.NO_HANDSHAKE, alert),
                arguments("application data", Reason.NO_HANDSHAKE, new HelloWriter().record(23, new byte[30])),
                arguments("a record of version 2", Reason.RECORD_VERSION, oldRecord),
                arguments("a second record of version 2", Reason.RECORD_VERSION, join(half, numbers8(22, 2))),
                arguments("an empty record first", Reason.EMPTY_RECORD, join(empty, shop().record())),
                arguments("an empty record between", Reason.EMPTY_RECORD, join(half, empty, rest)),
                arguments("a record of 2^14 + 1", Reason.RECORD_TOO_LONG, numbers8(22, 3, 1, 0x40, 1)),
                arguments("a record of 2^16 - 1", Reason.RECORD_TOO_LONG, numbers8(22, 3, 1, 0xff, 0xff)),
                arguments("an alert between", Reason.INTERRUPTED, join(half, alert, rest)),
                arguments(
                        "a change of cipher between",
                        Reason.INTERRUPTED,
                        join(half, new HelloWriter().record(20, (byte) 1), rest)),
                arguments("HTTP between", Reason.INTERRUPTED, join(half, latin1("GET /"))),
                arguments(
                        "another message",
                        Reason.NO_CLIENT_HELLO,
                        shop().messageType(2).record()),
                arguments(
                        "another message, of which there is a byte",
                        Reason.NO_CLIENT_HELLO,
                        numbers8(22, 3, 1, 0, 1, 0)),
                arguments(
                        "CVE-2023-34462, CVE-2026-45416: 16 MiB announced in nine bytes",
                        Reason.TOO_LONG,
                        numbers8(22, 3, 1, 0, 4, 1, 0xff, 0xff, 0xff)),
                arguments("a byte over 64 KiB announced", Reason.TOO_LONG, numbers8(22, 3, 1, 0x40, 0, 1, 1, 0, 1)),
                arguments(
                        "16 MiB announced in four records",
                        Reason.TOO_LONG,
                        new HelloWriter().lie("message", 0xffff00 - 100).records(1)),
                arguments(
                        "another message behind it in its record",
                        Reason.SURPLUS,
                        new HelloWriter().record(22, join(message, numbers8(16, 0, 0, 0)))),
                arguments(
                        "bytes behind the extensions",
                        Reason.MALFORMED,
                        shop().afterExtensions((byte) 0, (byte) 0).record()),
                arguments(
                        "half a length instead of extensions",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .withoutExtensions()
                                .afterExtensions((byte) 0)
                                .record()),
                arguments("an empty message", Reason.MALFORMED, new HelloWriter().record(22, numbers8(1, 0, 0, 0))),
                arguments(
                        "a message of a byte", Reason.MALFORMED, new HelloWriter().record(22, numbers8(1, 0, 0, 1, 3))),
                arguments(
                        "a message that ends in random",
                        Reason.MALFORMED,
                        new HelloWriter().record(22, numbers8(1, 0, 0, 3, 3, 3, 0))),
                arguments(
                        "version 2",
                        Reason.VERSION,
                        shop().legacyVersion(0x0200).record()),
                arguments(
                        "a session id of 33",
                        Reason.MALFORMED,
                        shop().sessionId(33).record()),
                arguments("no suites", Reason.MALFORMED, shop().suites().record()),
                arguments(
                        "one suite and a half",
                        Reason.MALFORMED,
                        shop().suites(numbers8(0x13, 1, 0x13)).record()),
                arguments(
                        "no compression methods",
                        Reason.MALFORMED,
                        shop().compressionMethods().record()),
                arguments(
                        "compression in any case",
                        Reason.NO_NULL_COMPRESSION,
                        shop().compressionMethods(1, 64).record()),
                arguments(
                        "a type without a length",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .withoutExtensions()
                                .afterExtensions(numbers8(0, 2, 0, 23))
                                .record()),
                arguments(
                        "two names in two extensions",
                        Reason.DUPLICATE_EXTENSION,
                        shop().serverName("shop.example").record()),
                arguments(
                        "two protocol extensions",
                        Reason.DUPLICATE_EXTENSION,
                        shop().alpn("h2").record()),
                arguments(
                        "two extensions of no meaning here",
                        Reason.DUPLICATE_EXTENSION,
                        shop().extension(0xfafa).extension(0xfafa, (byte) 1).record()),
                arguments(
                        "a pre-shared key that is not last",
                        Reason.PRE_SHARED_KEY_NOT_LAST,
                        new HelloWriter()
                                .extension(41, (byte) 0)
                                .serverName("shop.example")
                                .record()),
                arguments(
                        "an empty name extension",
                        Reason.MALFORMED,
                        new HelloWriter().extension(HelloWriter.SERVER_NAME).record()),
                arguments(
                        "no names",
                        Reason.MALFORMED,
                        new HelloWriter().serverNames().record()),
                arguments(
                        "an empty name",
                        Reason.MALFORMED,
                        new HelloWriter().serverName("").record()),
                arguments("two names", Reason.DUPLICATE_NAME, two.record()),
                arguments("a name twice", Reason.DUPLICATE_NAME, twice.record()),
                arguments("two names of an unknown type", Reason.DUPLICATE_NAME, twoUnknown.record()),
                arguments(
                        "a byte behind the names",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .lie("server names", -1)
                                .serverName("a.b")
                                .record()),
                arguments(
                        "an empty protocol extension",
                        Reason.MALFORMED,
                        new HelloWriter().extension(HelloWriter.ALPN).record()),
                arguments(
                        "no protocols",
                        Reason.MALFORMED,
                        new HelloWriter().alpn().record()),
                arguments(
                        "an empty protocol",
                        Reason.MALFORMED,
                        new HelloWriter().alpn("").record()),
                arguments(
                        "an empty protocol at the end",
                        Reason.MALFORMED,
                        new HelloWriter().alpn("h2", "").record()),
                arguments(
                        "bytes behind the protocols",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .extension(HelloWriter.ALPN, numbers8(0, 3, 2, 'h', '2', 0))
                                .record()),
                arguments(
                        "no versions",
                        Reason.MALFORMED,
                        new HelloWriter().versions().record()),
                arguments(
                        "one version and a half",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .extension(HelloWriter.SUPPORTED_VERSIONS, numbers8(3, 3, 4, 3))
                                .record()),
                arguments(
                        "versions of 255 bytes",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .extension(HelloWriter.SUPPORTED_VERSIONS, join(numbers8(255), new byte[255]))
                                .record()),
                arguments(
                        "bytes behind the versions",
                        Reason.MALFORMED,
                        new HelloWriter()
                                .extension(HelloWriter.SUPPORTED_VERSIONS, numbers8(2, 3, 4, 3, 3))
                                .record()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, Reason reason, byte[] connection) {
        assertRefused(reason, connection);
    }

    /** Every length in the message, off by one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "session id",
                "suites",
                "compression methods",
                "extensions",
                "extension 0",
                "server names",
                "server name",
                "extension 16",
                "protocols",
                "protocol",
                "extension 43",
                "versions"
            })
    void aLengthThatIsNotTrueIsRefused(String field) {
        for (int more : new int[] {-1, 1}) {
            HelloWriter lying = new HelloWriter()
                    .lie(field, more)
                    .versions(0x0304)
                    .alpn("h2")
                    .serverName("shop.example");
            assertRefused(Reason.MALFORMED, lying.record());
        }
    }

    @Test
    void aMessageThatDoesNotFitItsRecordIsRefusedOrWaitedFor() {
        assertRefused(Reason.SURPLUS, shop().lie("message", -1).record());
        assertRefused(Reason.SURPLUS, join(shop().lie("record", 1).record(), new byte[1]));
        // The last byte of the message stands where another record would have to begin.
        assertRefused(Reason.INTERRUPTED, shop().lie("record", -1).record());
        byte[] longer = shop().lie("message", 1).record();
        assertEquals(new NeedMore(longer.length + 6), Readings.everyWay(longer));
    }

    @Test
    void theLongestHasSixtyFourKibibytes() {
        byte[] longest = shop().paddedTo(HelloReader.MAX_LENGTH).records(1 << 14);
        assertEquals(4 + HelloReader.MAX_LENGTH + 5 * 5, longest.length);
        Reading reading = new HelloReader().read(ByteBuffer.wrap(longest));
        assertEquals(SHOP, reading);
        assertEquals(SHOP, Readings.inPieces(longest, length -> Math.min(length + 1000, longest.length)));
    }

    @Test
    void recordsAreCounted() {
        int length = HelloReader.MAX_RECORDS - 4;
        assertEquals(
                SHOP,
                new HelloReader().read(ByteBuffer.wrap(shop().paddedTo(length).records(1))));
        assertRefused(Reason.TOO_MANY_RECORDS, shop().paddedTo(length + 1).records(1));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasAnAlert(Reason reason) {
        assertEquals(true, IntStream.of(10, 22, 47, 50, 70).anyMatch(alert -> alert == new Refused(reason).alert()));
    }

    private static void assertRefused(Reason reason, byte[] connection) {
        assertEquals(new Refused(reason), Readings.everyWay(connection));
    }
}
