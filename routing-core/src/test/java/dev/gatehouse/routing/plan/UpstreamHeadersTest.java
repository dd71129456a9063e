package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpstreamHeadersTest {
    private static final Client CLIENT = new Client("192.0.2.7", "https", 443, "shop.example");

    /** {@code "a: 1", "b: 2"} as fields. */
    static List<Field> fields(String... lines) {
        return Arrays.stream(lines)
                .map(line -> new Field(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    static List<String> lines(List<Field> fields) {
        return fields.stream().map(field -> field.name() + ": " + field.value()).toList();
    }

    private static List<String> passed(String... received) {
        return lines(UpstreamHeaders.of(fields(received), CLIENT, List.of())).stream()
                .filter(line -> Set.of(received).contains(line))
                .toList();
    }

    @Test
    void theCertificateIsTheOneThatWasProven() {
        Client proven = new Client("192.0.2.7", "https", 443, "shop.example", ":cHJvdmVu:");
        List<String> lines = lines(UpstreamHeaders.of(fields("Client-Cert: :Zm9yZ2Vk:"), proven, List.of()));
        assertTrue(lines.contains("Client-Cert: :cHJvdmVu:"));
        assertFalse(lines.contains("Client-Cert: :Zm9yZ2Vk:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authorization: Basic eA==",
                "Proxy: http://evil.example",
                "TE: trailers",
                "Trailer: Expires",
                "Transfer-Encoding: chunked",
                "Content-Length: 5",
                "Upgrade: websocket",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "Expect: 100-continue",
                "Host: shop.example",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: gopher",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Prefix: /admin",
                "X-Forwarded: for=10.0.0.1",
                "Forwarded: for=10.0.0.1",
                "X-Real-IP: 10.0.0.1",
                "Client-Cert: :eA==:",
                "Client-Cert-Chain: :eA==:",
                "client_cert: :eA==:",
                "x_forwarded_for: 10.0.0.1",
                "X-Forwarded_For: 10.0.0.1",
                "Transfer_Encoding: chunked",
                "content_length: 0",
                "proxy_x: 1"
            })
    void isNotPassedOn(String line) {
        assertEquals(List.of(), passed(line));
        assertEquals(List.of(), passed(line.toUpperCase(Locale.ROOT)));
        assertEquals(List.of(), passed(line.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Authorization: Bearer x",
                "Cookie: a=b",
                "Content-Type: text/plain",
                "Content-Encoding: gzip",
                "Sec-WebSocket-Key: x",
                "X_Custom: 1",
                "Via: 1.1 other",
                "Max-Forwards: 3",
                "Cache-Control: no-cache"
            })
    void isPassedOn(String line) {
        assertEquals(List.of(line), passed(line));
    }

    @ParameterizedTest(name = "Connection: {0} takes {1}: {2}")
    @CsvSource({
        "X-A, X-A, true",
        "close, X-A, false",
        "'keep-alive, x-a', X-A, true",
        "' ,X-B ,,\tX-A\t', x-a, true",
        "Authorization, Authorization, false",
        "Cookie, Cookie, false",
        "content-type, Content-Type, false",
        "X-AB, X-A, false"
    })
    void connectionTakesWhatItNames(String connection, String name, boolean taken) {
        assertEquals(taken, passed("Connection: " + connection, name + ": 1").isEmpty());
    }

    @Test
    void whatTheProxyKnowsIsWrittenOverWhatTheClientSays() {
        assertEquals(
                List.of(
                        "Accept: */*",
                        "X-Forwarded-For: 192.0.2.7",
                        "X-Forwarded-Host: shop.example",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Port: 443",
                        "X-Real-IP: 192.0.2.7",
                        "Forwarded: for=192.0.2.7;host=shop.example;proto=https"),
                lines(UpstreamHeaders.of(
                        fields(
                                "x-forwarded-for: 10.0.0.1",
                                "Accept: */*",
                                "connection: x-forwarded-for, x-forwarded-host",
                                "FORWARDED: for=10.0.0.1"),
                        CLIENT,
                        List.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7   | shop.example      | for=192.0.2.7;host=shop.example;proto=http",
                "192.0.2.7   | shop.example:8080 | for=192.0.2.7;host=\"shop.example:8080\";proto=http",
                "2001:db8::7 | [2001:db8::1]     | for=\"[2001:db8::7]\";host=\"[2001:db8::1]\";proto=http",
                "fe80::1%eth0 | ''               | for=\"[fe80::1]\";proto=http",
                "192.0.2.7   | a\"b\\c           | for=192.0.2.7;host=\"a\\\"b\\\\c\";proto=http"
            })
    void forwardedIsWrittenAsRfc7239Says(String address, String host, String expected) {
        List<String> lines = lines(UpstreamHeaders.of(List.of(), new Client(address, "http", 80, host), List.of()));
        assertEquals("Forwarded: " + expected, lines.get(lines.size() - 1));
        assertEquals(host.isEmpty(), lines.stream().noneMatch(line -> line.startsWith("X-Forwarded-Host")));
        assertTrue(lines.contains("X-Forwarded-For: " + address.replace("%eth0", "")));
    }

    @Test
    void theRoutesChangesAreMadeInOrderAndLast() {
        List<HeaderEdits> edits = List.of(
                new HeaderEdits(
                        fields("X-Forwarded-Proto: http", "X-A: set"),
                        fields("x-b: added"),
                        List.of("X-C", "x-real-ip")),
                new HeaderEdits(fields("x-a: again"), List.of(), List.of()));
        assertEquals(
                List.of(
                        "X-B: 1",
                        "X-Forwarded-For: 192.0.2.7",
                        "X-Forwarded-Host: shop.example",
                        "X-Forwarded-Port: 443",
                        "Forwarded: for=192.0.2.7;host=shop.example;proto=https",
                        "X-Forwarded-Proto: http",
                        "x-b: added",
                        "x-a: again"),
                lines(UpstreamHeaders.of(fields("X-A: 1", "X-B: 1", "x-c: 1", "X-c: 2"), CLIENT, edits)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "CONNECTION", "Upgrade", "TE"})
    void noChangeReachesFramingConnectionsAndHost(String name) {
        HeaderEdits edits = new HeaderEdits(fields(name + ": 1"), fields(name + ": 2"), List.of(name));
        assertEquals(
                lines(UpstreamHeaders.of(List.of(), CLIENT, List.of())),
                lines(UpstreamHeaders.of(List.of(), CLIENT, List.of(edits))));
    }

    @Provide
    Arbitrary<List<Field>> sections() {
        Arbitrary<String> names = Arbitraries.of(
                "Connection",
                "x-a",
                "X-A",
                "X_Forwarded_For",
                "x-forwarded-for",
                "Host",
                "TE",
                "te",
                "X-B",
                "Cookie",
                "Transfer-Encoding",
                "transfer_encoding",
                "Forwarded",
                "X-Real-IP",
                "Accept");
        Arbitrary<String> values = Arbitraries.of("1", "close", "x-a", "X-B, te", "x-forwarded-for,cookie", "");
        return names.flatMap(name -> values.map(value -> new Field(name, value)))
                .list()
                .ofMaxSize(12);
    }

    /** However a client mixes names: nothing of it is taken for what the proxy says, and the rest keeps its order. */
    @Property
    void theProxyAloneSaysWhoTheClientIs(@ForAll("sections") List<Field> received) {
        List<Field> result = UpstreamHeaders.of(received, CLIENT, List.of());
        List<Field> own = UpstreamHeaders.of(List.of(), CLIENT, List.of());
        List<Field> rest = result.subList(0, result.size() - own.size());
        assertEquals(own, result.subList(rest.size(), result.size()));
        for (Field field : rest) {
            String name = field.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertTrue(Set.of("x-a", "x-b", "cookie", "accept").contains(name), name);
        }
        Set<String> named = received.stream()
                .filter(field -> field.name().equals("Connection"))
                .flatMap(field -> Arrays.stream(field.value().split(",")))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertEquals(received.stream().filter(field -> isKept(field, named)).toList(), rest);
    }

    /** Of the names above; Cookie is for everybody, so Connection cannot take it. */
    private static boolean isKept(Field field, Set<String> named) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return name.equals("cookie") || (Set.of("x-a", "x-b", "accept").contains(name) && !named.contains(name));
    }
}
