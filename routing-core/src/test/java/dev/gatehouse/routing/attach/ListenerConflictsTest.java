package dev.gatehouse.routing.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.AllowedRoutes;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerTls;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which two listeners of one port can be told apart. */
class ListenerConflictsTest {
    private static final ListenerConflicts CONFLICTS = new ListenerConflicts(true);

    /** Such as {@code TLS/Passthrough a.x}, {@code HTTP *}, {@code TCP}. */
    private static Listener listener(String name, int port, String text) {
        String[] parts = text.split(" ", -1);
        String protocol = parts[0].replace("/Passthrough", "");
        ListenerTls.Mode mode =
                parts[0].endsWith("/Passthrough") ? ListenerTls.Mode.PASSTHROUGH : ListenerTls.Mode.TERMINATE;
        return new Listener(
                name,
                parts.length == 1 || parts[1].equals("*") ? null : new Hostname(parts[1]),
                port,
                protocol,
                protocol.equals("TLS") || protocol.equals("HTTPS") ? new ListenerTls(mode, List.of(), Map.of()) : null,
                AllowedRoutes.DEFAULT);
    }

    private static String text(Map<String, String> conflicts) {
        return conflicts.isEmpty() ? "distinct" : new TreeMap<>(conflicts).toString();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "HTTP *, HTTP *, HostnameConflict",
        "HTTP *, HTTP a.x, distinct",
        "HTTP a.x, HTTP b.x, distinct",
        "HTTP a.x, HTTP a.x, HostnameConflict",
        "HTTP *.x, HTTP a.x, distinct",
        "HTTPS a.x, HTTPS a.x, HostnameConflict",
        "HTTPS a.x, HTTPS b.x, distinct",
        "TLS a.x, TLS a.x, HostnameConflict",
        "TLS a.x, TLS b.x, distinct",
        "TLS a.x, TLS/Passthrough b.x, distinct",
        "TLS a.x, TLS/Passthrough a.x, HostnameConflict",
        "HTTP a.x, HTTPS b.x, ProtocolConflict",
        "HTTP a.x, TLS b.x, ProtocolConflict",
        "HTTPS a.x, TLS b.x, distinct",
        "HTTPS a.x, TLS/Passthrough a.x, HostnameConflict",
        "TCP, HTTP a.x, ProtocolConflict",
        "TCP, HTTPS a.x, ProtocolConflict",
        "TCP, TLS a.x, ProtocolConflict",
        "TCP, TCP, ProtocolConflict",
        "UDP, UDP, ProtocolConflict",
        "UDP, TCP, distinct",
        "UDP, HTTP *, distinct",
        "UDP, TLS a.x, distinct",
    })
    void listenersOfOnePort(String one, String two, String expected) {
        String wanted = expected.equals("distinct") ? expected : "{a=" + expected + ", b=" + expected + "}";
        Listener a = listener("a", 443, one);
        Listener b = listener("b", 443, two);
        assertEquals(wanted, text(CONFLICTS.within(List.of(a, b))));
        assertEquals(wanted, text(CONFLICTS.within(List.of(b, a))), "the other way round");
        assertEquals(expected.equals("distinct") ? null : expected, CONFLICTS.with(List.of(a), b));
        assertEquals(
                "distinct", text(CONFLICTS.within(List.of(listener("a", 443, one), listener("b", 444, two)))), "ports");
    }

    @Test
    void withoutMixedModesTlsThatEndsHereDoesNotStandBesideTlsThatPasses() {
        List<Listener> mixed = List.of(listener("a", 443, "TLS a.x"), listener("b", 443, "TLS/Passthrough b.x"));
        assertEquals("{a=ProtocolConflict, b=ProtocolConflict}", text(new ListenerConflicts(false).within(mixed)));
    }

    @Test
    void onlyThoseThatCannotBeToldApartAreRefused() {
        List<Listener> three =
                List.of(listener("a", 80, "HTTP a.x"), listener("b", 80, "HTTP b.x"), listener("c", 80, "HTTP a.x"));
        assertEquals("{a=HostnameConflict, c=HostnameConflict}", text(CONFLICTS.within(three)));
    }

    @Test
    void whereBothReasonsHoldTheProtocolIsTold() {
        List<Listener> three =
                List.of(listener("a", 80, "HTTP a.x"), listener("b", 80, "HTTP a.x"), listener("c", 80, "HTTPS b.x"));
        assertEquals("{a=ProtocolConflict, b=ProtocolConflict, c=ProtocolConflict}", text(CONFLICTS.within(three)));
    }
}
