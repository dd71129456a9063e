package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.ConnectionDecision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLSRoutes, TCPRoutes and UDPRoutes: which connection goes where. */
class ConnectionTest {
    private static final String CLASS = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

            """;

    private static String gateway(String... listeners) {
        return CLASS + "{kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: ["
                + String.join(", ", listeners) + "]}}";
    }

    private static String listener(String name, String protocol, String hostname) {
        String tls = switch (protocol) {
            case "HTTPS", "Terminate" -> ", tls: {certificateRefs: [{name: cert}]}";
            case "Passthrough" -> ", tls: {mode: Passthrough}";
            default -> "";
        };
        String written = protocol.equals("Terminate") || protocol.equals("Passthrough") ? "TLS" : protocol;
        return "{name: " + name + ", port: 443, protocol: " + written
                + (hostname.isEmpty() ? "" : ", hostname: \"" + hostname + "\"") + tls + "}";
    }

    private static String route(String kind, String name, String age, String hostnames, String backends) {
        return "{kind: " + kind + ", metadata: {name: " + name
                + (age.isEmpty() ? "" : ", creationTimestamp: \"2025-01-01T00:00:0" + age + "Z\"")
                + "}, spec: {parentRefs: [{name: gw}]" + (hostnames.isEmpty() ? "" : ", hostnames: [" + hostnames + "]")
                + ", rules: [{backendRefs: [" + backends + "]}]}}";
    }

    private static String to(String service) {
        return "{name: " + service + ", port: 80}";
    }

    private static List<String> parents(Served served) {
        return served.live().current().attachment().parents().stream()
                .map(parent -> {
                    var refusal = parent.refusal();
                    return parent.route().name() + " "
                            + (refusal == null ? parent.listeners().toString() : refusal.reason());
                })
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "abc.example.com, exact",
        "ABC.Example.com, exact",
        "other.example.com, wide",
        "a.b.example.com, narrow",
        "c.a.b.example.com, narrow",
        "example.com, refused",
        "example.org, refused",
        "'', refused",
    })
    void theMostSpecificServerNameWins(String serverName, String expected) {
        Served served = Served.of(
                gateway(listener("tls", "Passthrough", "*.example.com")),
                route("TLSRoute", "narrow", "", "\"*.b.example.com\"", to("narrow")),
                route("TLSRoute", "wide", "", "\"*.com\"", to("wide")),
                route("TLSRoute", "exact", "", "abc.example.com", to("exact")),
                Served.services("narrow", "wide", "exact"));
        assertEquals(expected, served.connect(443, serverName.isEmpty() ? null : serverName));
    }

    @ParameterizedTest(name = "a of second {0}, b of second {1}: {2}")
    @CsvSource({"1, 2, a", "2, 1, b", "'', 1, b", "'', '', a", "1, 1, a"})
    void ofEqualNamesTheOldestRouteWinsThenTheFirstByName(String ageOfA, String ageOfB, String expected) {
        Served served = Served.of(
                gateway(listener("tls", "Passthrough", "")),
                route("TLSRoute", "b", ageOfB, "x.org", to("b")),
                route("TLSRoute", "a", ageOfA, "x.org", to("a")),
                Served.services("a", "b"));
        assertEquals(expected, served.connect(443, "x.org"));
        assertEquals(
                2,
                parents(served).stream().filter(text -> text.endsWith("[tls]")).count());
    }

    @Test
    void theListenerIsChosenFirstAndItsRoutesAlone() {
        Served served = Served.of(
                gateway(
                        listener("wide", "Passthrough", "*.x.org"),
                        listener("narrow", "Terminate", "a.x.org"),
                        listener("web", "HTTPS", "web.x.org"),
                        listener("rest", "HTTPS", "")),
                "{kind: TLSRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw, sectionName: wide}], hostnames: [a.x.org, b.x.org], rules: [{backendRefs: ["
                        + to("a") + "]}]}}",
                Served.services("a"));
        assertEquals("a", served.connect(443, "b.x.org"));
        assertEquals("refused", served.connect(443, "a.x.org"), "the narrower listener owns it and has no route");
        assertEquals("HTTPS web", served.connect(443, "web.x.org"));
        assertEquals("HTTPS rest", served.connect(443, "y.org"));
        assertEquals("HTTPS rest", served.connect(443, null));
    }

    @Test
    void aRequestOfHttpsNeverReachesAListenerForTls() {
        Served served = Served.of(
                gateway(listener("wide", "HTTPS", "*.x.org"), listener("own", "Passthrough", "a.x.org")),
                "{kind: HTTPRoute, metadata: {name: web}, spec: {parentRefs: [{name: gw}], rules: [{backendRefs: ["
                        + to("web") + "]}]}}",
                Served.services("web"));
        assertEquals("web", served.get("https://b.x.org/"));
        assertEquals(
                "web", served.get("https://a.x.org/", "sni: b.x.org"), "of the same protocol this listener owns it");
    }

    @Test
    void onHttpTheHostDecidesLater() {
        Served served = Served.of(
                gateway("{name: a, port: 80, protocol: HTTP, hostname: a.org}", "{name: b, port: 80, protocol: HTTP}"));
        assertEquals("HTTP b", served.connect(80, null));
        assertEquals(
                "HTTP a",
                Served.of(gateway("{name: a, port: 80, protocol: HTTP, hostname: a.org}"))
                        .connect(80, null));
    }

    @ParameterizedTest
    @CsvSource({"TCP, TCPRoute", "UDP, UDPRoute"})
    void theOldestRouteTakesAllConnections(String protocol, String kind) {
        String udp = protocol.equals("UDP") ? ", protocol: UDP" : "";
        String services = Served.services("old", "new")
                .replace("{port: 80}", "{port: 80" + udp + "}")
                .replace("{port: 8080}", "{port: 8080" + udp + "}");
        Served served = Served.of(
                gateway(listener("l4", protocol, "")),
                route(kind, "a", "2", "", to("new")),
                route(kind, "b", "1", "", to("old")),
                services);
        assertEquals("old", served.connect(443, null));
        assertEquals(List.of("b [l4]", "a [l4]"), parents(served));
        Bind bind = served.live().current().binds().get(0);
        assertEquals(protocol, bind.transport().name());
    }

    @Test
    void tcpAndUdpShareAPortNumber() {
        Served served = Served.of(
                gateway(listener("tcp", "TCP", ""), listener("udp", "UDP", "")),
                route("TCPRoute", "t", "", "", to("t")),
                route("UDPRoute", "u", "", "", to("u")),
                Served.services("t"),
                Served.services("u")
                        .replace("{port: 80}", "{port: 80, protocol: UDP}")
                        .replace("{port: 8080}", "{port: 8080, protocol: UDP}"));
        Map<Bind.Transport, String> taken = new HashMap<>();
        Routes routes = served.live().current();
        routes.binds().forEach(bind -> taken.put(bind.transport(), Served.text(routes.connect(bind, null))));
        assertEquals(Map.of(Bind.Transport.TCP, "t", Bind.Transport.UDP, "u"), taken);
    }

    @Test
    void aRouteToAPortOfTheOtherTransportIsOfNoUse() {
        Served served = Served.of(
                gateway(listener("udp", "UDP", "")), route("UDPRoute", "u", "", "", to("tcp")), Served.services("tcp"));
        assertEquals("refused", served.connect(443, null));
        assertEquals(List.of("backend-port-not-in-service spec.rules[0].backendRefs[0]"), served.problems());
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "TLSRoute, HTTPS, NotAllowedByListeners",
        "TLSRoute, TCP, NotAllowedByListeners",
        "TLSRoute, Terminate, [one]",
        "TCPRoute, Terminate, NotAllowedByListeners",
        "TCPRoute, UDP, NotAllowedByListeners",
        "UDPRoute, TCP, NotAllowedByListeners",
        "HTTPRoute, Passthrough, NotAllowedByListeners",
        "HTTPRoute, HTTPS, [one]",
        "GRPCRoute, HTTPS, [one]",
        "GRPCRoute, TCP, NotAllowedByListeners",
    })
    void aListenerTakesTheKindsOfItsProtocol(String kind, String protocol, String expected) {
        Served served = Served.of(
                gateway(listener("one", protocol, "")),
                route(kind, "r", "", kind.equals("TLSRoute") ? "x.org" : "", to("web")),
                Served.services("web"));
        assertEquals(List.of("r " + expected), parents(served));
    }

    @Test
    void aTlsRouteWithoutASectionGoesToTheListenersForTlsAlone() {
        Served served = Served.of(
                gateway(
                        listener("web", "HTTPS", ""),
                        listener("passes", "Passthrough", "*.x.org"),
                        listener("ends", "Terminate", "a.x.org")),
                route("TLSRoute", "r", "", "\"*.x.org\"", to("web")),
                Served.services("web"));
        assertEquals(List.of("r [passes, ends]"), parents(served));
    }

    @Test
    void aTlsRouteWithoutACommonHostIsRefused() {
        Served served = Served.of(
                gateway(listener("tls", "Passthrough", "a.org")),
                route("TLSRoute", "r", "", "b.org", to("web")),
                Served.services("web"));
        assertEquals(List.of("r NoMatchingListenerHostname"), parents(served));
    }

    @Test
    void connectionsAreDrawnByWeightAndBrokenSharesAreRefused() {
        Served served = Served.lenient(
                gateway(listener("tcp", "TCP", "")),
                route(
                        "TCPRoute",
                        "r",
                        "",
                        "",
                        "{name: a, port: 80, weight: 7}, {name: b, port: 80, weight: 2}, {name: none, port: 80, weight: 1}, {name: zero, port: 80, weight: 0}"),
                Served.services("a", "b", "zero"));
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(served.connect(443, null), 1, Integer::sum);
        }
        assertEquals(3, counts.size(), counts::toString);
        // Ten standard deviations to either side.
        assertTrue(Math.abs(counts.get("a") - 7000) < 460, counts::toString);
        assertTrue(Math.abs(counts.get("b") - 2000) < 400, counts::toString);
        assertTrue(Math.abs(counts.get("refused") - 1000) < 300, counts::toString);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: web, port: 80, weight: 0}   | every backend of the rule has the weight 0",
                "{name: idle, port: 80}             | Service default/idle:80 has no ready endpoint",
                "{name: none, port: 80}             | found no Service default/none",
                "{name: web, namespace: far, port: 80} | found a reference to Service far/web (expected: a ReferenceGrant in namespace far from TCPRoute in namespace default to Service)",
            })
    void whyAConnectionIsRefused(String backend, String reason) {
        Served served = Served.lenient(
                gateway(listener("tcp", "TCP", "")),
                route("TCPRoute", "r", "", "", backend),
                Served.services("web"),
                "{kind: Service, metadata: {name: idle}, spec: {ports: [{port: 80}]}}");
        Routes routes = served.live().current();
        ConnectionDecision.Refuse refuse = assertInstanceOf(
                ConnectionDecision.Refuse.class, routes.connect(routes.binds().get(0), null));
        assertEquals(reason, refuse.reason());
        assertEquals("TCPRoute default/r rule 0", String.valueOf(refuse.origin()));
    }

    @Test
    void codeInThisProcessTakesRequestsOnly() {
        LiveRoutes live = LiveRoutes.builder()
                .handler("default", "web", exchange -> exchange.respond(200, "text/plain", "hello"))
                .build(TestManifests.resources(
                        gateway(listener("tcp", "TCP", "")),
                        route("TCPRoute", "r", "", "", to("web")),
                        Served.services("web")));
        assertEquals(
                "refused",
                Served.text(live.current().connect(live.current().binds().get(0), null)));
    }

    @ParameterizedTest
    @CsvSource({"Terminate, TLS_TERMINATE", "Passthrough, TLS_PASSTHROUGH"})
    void theListenerTellsWhetherTlsEndsHere(String mode, Protocol protocol) {
        Served served = Served.of(
                gateway(listener("tls", mode, "")),
                route("TLSRoute", "r", "", "x.org", to("web")),
                Served.services("web"));
        Routes routes = served.live().current();
        ConnectionDecision.Forward forward = assertInstanceOf(
                ConnectionDecision.Forward.class, routes.connect(routes.binds().get(0), "x.org"));
        assertEquals(protocol, forward.listener().protocol());
        assertEquals("10.0.0.1:8080", forward.endpoint().toString());
        assertEquals("TLSRoute default/r rule 0", forward.origin().toString());
    }
}
