package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.resource.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways: classes, listeners, and which routes attach to them. */
class GatewayTest {
    private static final String CLASS = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            """;
    private static final String SECRET = """
            {kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

            """;

    private static String gateway(String... listeners) {
        return CLASS + "{kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: ["
                + String.join(", ", listeners) + "]}}";
    }

    private static String http(String name, int port, String hostname) {
        return "{name: " + name + ", port: " + port + ", protocol: HTTP"
                + (hostname.isEmpty() ? "" : ", hostname: \"" + hostname + "\"") + "}";
    }

    private static String https(String name, String hostname) {
        return "{name: " + name + ", port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}"
                + (hostname.isEmpty() ? "" : ", hostname: \"" + hostname + "\"") + "}";
    }

    private static String route(String name, String parent, String hostnames, String service) {
        return "{kind: HTTPRoute, metadata: {name: " + name + "}, spec: {parentRefs: [{name: gw" + parent + "}]"
                + (hostnames.isEmpty() ? "" : ", hostnames: [" + hostnames + "]") + ", rules: [{backendRefs: [{name: "
                + service
                + ", port: 80}]}]}}";
    }

    private static List<String> refusals(Served served) {
        return served.live().current().attachment().parents().stream()
                .map(RouteParent::refusal)
                .map(refusal -> refusal == null ? "Accepted" : refusal.reason())
                .toList();
    }

    @Test
    void onlyGatewaysOfOurClassesAreServed() {
        String gateway = "{kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: ["
                + http("http", 80, "") + "]}}";
        assertEquals(
                List.of("gateway-class-missing spec.gatewayClassName"),
                Served.of(gateway).problems());
        Served foreign = Served.of(
                "{kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: example.com/other}}", gateway);
        assertEquals(List.of("gateway-class-foreign-controller spec.gatewayClassName"), foreign.problems());
        assertEquals(List.of(), foreign.live().current().binds());
        assertEquals(
                "[Gateway default/gw:80]",
                Served.of(CLASS, gateway).live().current().binds().toString());
    }

    @Test
    void aRequestIsServedByItsMostSpecificListenerAlone() {
        Served served = Served.of(
                gateway(
                        http("any", 80, ""),
                        http("wide", 80, "*.example.com"),
                        http("narrow", 80, "*.a.example.com"),
                        http("exact", 80, "x.a.example.com")),
                route("any", ", sectionName: any", "", "any"),
                route("wide", ", sectionName: wide", "", "wide"),
                route("narrow", ", sectionName: narrow", "y.a.example.com", "narrow"),
                route("exact", ", sectionName: exact", "", "exact"),
                Served.services("any", "wide", "narrow", "exact"));
        assertEquals("any", served.get("other.org/"));
        assertEquals("any", served.get("example.com/"));
        assertEquals("wide", served.get("b.example.com/"));
        assertEquals("wide", served.get("c.b.example.com/"));
        assertEquals("narrow", served.get("y.a.example.com/"));
        assertEquals("404", served.get("z.a.example.com/"));
        assertEquals("exact", served.get("x.a.example.com/"));
    }

    @ParameterizedTest(name = "listener {0}, route {1}, request {2}: {3}")
    @CsvSource({
        "'', a.x, a.x, yes",
        "'', a.x, b.x, no",
        "a.x, '', a.x, yes",
        "a.x, a.x, a.x, yes",
        "a.x, '*.x', a.x, yes",
        "a.x, '*.x', b.x, no",
        "'*.x', a.x, a.x, yes",
        "'*.x', b.a.x, b.a.x, yes",
        "'*.x', '*.a.x', b.a.x, yes",
        "'*.x', '*.a.x', b.x, no",
        "'*.a.x', '*.x', b.a.x, yes",
        "'*.a.x', '*.x', b.x, no",
    })
    void hostnamesIntersect(String listener, String route, String request, String served) {
        Served result = Served.of(
                gateway(http("http", 80, listener)),
                route("r", "", route.isEmpty() ? "" : "\"" + route + "\"", "web"),
                Served.services("web"));
        assertEquals(served.equals("yes") ? "web" : "404", result.get(request + "/"));
    }

    @ParameterizedTest(name = "listener {0}, route {1}")
    @CsvSource({"'*.x', x", "'*.x', '*.y'", "a.x, b.x"})
    void withoutACommonHostnameARouteIsRefused(String listener, String route) {
        Served served = Served.of(
                gateway(http("http", 80, listener)),
                route("r", "", "\"" + route + "\"", "web"),
                Served.services("web"));
        assertEquals(List.of("NoMatchingListenerHostname"), refusals(served));
        assertEquals(List.of("hostname-no-intersection spec.hostnames"), served.problems());
    }

    @Test
    void aParentMayNameAListenerOrAPort() {
        String gateway = gateway(http("one", 80, ""), http("two", 8080, ""));
        assertEquals("two", serving(gateway, ", sectionName: two"));
        assertEquals("one", serving(gateway, ", port: 80"));
        assertEquals("one,two", serving(gateway, ""));
        assertEquals("two", serving(gateway, ", sectionName: two, port: 8080"));
    }

    private static String serving(String gateway, String parent) {
        return String.join(
                ",",
                Served.of(gateway, route("r", parent, "", "web"), Served.services("web"))
                        .live()
                        .current()
                        .attachment()
                        .parents()
                        .get(0)
                        .listeners());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                ", sectionName: nope | NoMatchingParent | section-name-not-found spec.parentRefs[0].sectionName",
                ", port: 81 | NoMatchingParent | parent-port-mismatch spec.parentRefs[0].port",
                ", sectionName: http, port: 81 | NoMatchingParent | parent-port-mismatch spec.parentRefs[0].port",
                ", sectionName: tls | NotAllowedByListeners | route-kind-not-allowed spec.parentRefs[0]",
            })
    void aParentThatFitsNoListener(String parent, String reason, String problem) {
        Served served = Served.of(
                gateway(http("http", 80, ""), "{name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}"),
                route("r", parent, "", "web"),
                Served.services("web"));
        assertEquals(List.of(reason), refusals(served));
        assertEquals(true, served.problems().contains(problem), served.problems()::toString);
    }

    @Test
    void whichNamespacesMayAttach() {
        assertEquals("Accepted", fromNamespace("{from: All}", "team: a"));
        assertEquals("NotAllowedByListeners", fromNamespace("{from: Same}", "team: a"));
        assertEquals("Accepted", fromNamespace("{from: Selector, selector: {matchLabels: {team: a}}}", "team: a"));
        assertEquals(
                "NotAllowedByListeners",
                fromNamespace("{from: Selector, selector: {matchLabels: {team: b}}}", "team: a"));
        assertEquals("Accepted", fromNamespace("{from: Selector, selector: {}}", "team: a"));
        assertEquals(
                "Accepted",
                fromNamespace(
                        "{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: apps}}}", "team: a"));
        assertEquals(
                "Accepted",
                fromNamespace(
                        "{from: Selector, selector: {matchExpressions: [{key: team, operator: In, values: [a, b]}]}}",
                        "team: a"));
        assertEquals(
                "NotAllowedByListeners",
                fromNamespace(
                        "{from: Selector, selector: {matchExpressions: [{key: team, operator: NotIn, values: [a]}]}}",
                        "team: a"));
        assertEquals(
                "NotAllowedByListeners",
                fromNamespace(
                        "{from: Selector, selector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}",
                        "team: a"));
    }

    @Test
    void fromSelectorWithoutASelectorNobodyMayAttach() {
        Served served = Served.of(Resources.decode(TestManifests.documents(
                gateway("{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}}}"),
                route("r", "", "", "web"),
                Served.services("web"))));
        assertEquals(List.of("NotAllowedByListeners"), refusals(served));
    }

    private static String fromNamespace(String namespaces, String labels) {
        Served served = Served.of(
                gateway("{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: " + namespaces + "}}"),
                "{kind: Namespace, metadata: {name: apps, labels: {" + labels + "}}}",
                "{kind: HTTPRoute, metadata: {name: r, namespace: apps}, spec: {parentRefs: [{name: gw, namespace: default}], rules: [{backendRefs: [{name: web, port: 80}]}]}}",
                Served.service("apps", "web"));
        String reason = refusals(served).get(0);
        assertEquals(reason.equals("Accepted") ? "web" : "404", served.get("x/"));
        return reason;
    }

    @Test
    void whichKindsMayAttach() {
        String listener = "{name: http, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: %s}]}}";
        assertEquals(
                List.of("Accepted"),
                refusals(Served.of(
                        gateway(listener.formatted("HTTPRoute")), route("r", "", "", "web"), Served.services("web"))));
        assertEquals(
                List.of("NotAllowedByListeners"),
                refusals(Served.of(
                        gateway(listener.formatted("GRPCRoute")), route("r", "", "", "web"), Served.services("web"))));
    }

    @Test
    void anAbsentParentIsSomebodyElses() {
        Served served = Served.of(
                gateway(http("http", 80, "")),
                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: other}], rules: [{backendRefs: [{name: web, port: 80}]}]}}",
                "{kind: HTTPRoute, metadata: {name: s}, spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}}",
                Served.services("web"));
        assertEquals(List.of(), refusals(served));
        assertEquals(
                List.of("parent-not-found spec.parentRefs[0]", "route-without-parent spec.parentRefs"),
                served.problems());
    }

    @Test
    void crossNamespaceBackendsNeedAGrantInTheirNamespace() {
        String route =
                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: web, namespace: apps, port: 80}]}]}}";
        String grant =
                "{kind: ReferenceGrant, metadata: {name: g, namespace: %s}, spec: {from: [{group: %s, kind: %s, namespace: %s}], to: [{group: \"%s\", kind: %s%s}]}}";
        String group = "gateway.networking.k8s.io";
        assertEquals("500", granted(route, ""));
        assertEquals("web", granted(route, grant.formatted("apps", group, "HTTPRoute", "default", "", "Service", "")));
        assertEquals(
                "web",
                granted(route, grant.formatted("apps", group, "HTTPRoute", "default", "", "Service", ", name: web")));
        assertEquals(
                "500", granted(route, grant.formatted("default", group, "HTTPRoute", "default", "", "Service", "")));
        assertEquals(
                "500",
                granted(route, grant.formatted("apps", "example.com", "HTTPRoute", "default", "", "Service", "")));
        assertEquals("500", granted(route, grant.formatted("apps", group, "GRPCRoute", "default", "", "Service", "")));
        assertEquals("500", granted(route, grant.formatted("apps", group, "HTTPRoute", "other", "", "Service", "")));
        assertEquals(
                "500",
                granted(route, grant.formatted("apps", group, "HTTPRoute", "default", "example.com", "Service", "")));
        assertEquals("500", granted(route, grant.formatted("apps", group, "HTTPRoute", "default", "", "Secret", "")));
        assertEquals(
                "500",
                granted(route, grant.formatted("apps", group, "HTTPRoute", "default", "", "Service", ", name: other")));
    }

    private static String granted(String route, String grant) {
        return Served.of(gateway(http("http", 80, "")), route, grant, Served.service("apps", "web"))
                .get("x/");
    }

    @Test
    void aBackendsGrantHarmsNoSibling() {
        Served served = Served.of(
                gateway(http("http", 80, "")),
                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: ["
                        + "{matches: [{path: {value: /a}}], backendRefs: [{name: web, namespace: apps, port: 80}]}, "
                        + "{matches: [{path: {value: /b}}], backendRefs: [{name: web, port: 80}]}]}}",
                Served.service("apps", "web"),
                Served.services("web"));
        assertEquals("500", served.get("x/a"));
        assertEquals("web", served.get("x/b"));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, port: 80, protocol: HTTP} | {name: b, port: 80, protocol: HTTP, hostname: x} | a,b",
                "{name: a, port: 80, protocol: HTTP} | {name: b, port: 81, protocol: HTTP} | a,b",
                "{name: a, port: 80, protocol: HTTP} | {name: b, port: 80, protocol: TCP} | ",
                "{name: a, port: 80, protocol: HTTP} | {name: b, port: 80, protocol: UDP} | a,b",
                "{name: a, port: 443, protocol: HTTP} | {name: b, port: 443, protocol: HTTPS, hostname: x, tls: {certificateRefs: [{name: cert}]}} | ",
            })
    void listenersThatCannotBeToldApartAreAllRefused(String one, String two, String served) {
        assertEquals(
                served == null ? "" : served,
                String.join(
                        ",",
                        Served.of(gateway(one, two), SECRET).live().current().attachment().listeners().stream()
                                .map(listener -> listener.name())
                                .toList()));
    }

    @ParameterizedTest(name = "server name {0}, host {1}: {2}")
    @CsvSource({
        "plain.org, plain.org, any",
        "plain.org, first.org, 421",
        "plain.org, unknown.org, 404",
        "first.org, plain.org, 421",
        "first.org, first.org, first",
        "a.wild.org, b.wild.org, wild",
        "a.wild.org, special.wild.org, 421",
        "special.wild.org, a.wild.org, 421",
        "special.wild.org, SPECIAL.wild.org:443, special",
        "unknown.org, plain.org, any",
        "'', plain.org, any",
        "'', first.org, 421",
    })
    void misdirectedRequests(String serverName, String host, String answer) {
        Served served = Served.of(
                gateway(
                        https("any", ""),
                        https("first", "first.org"),
                        https("wild", "*.wild.org"),
                        https("special", "special.wild.org")),
                SECRET,
                route("any", ", sectionName: any", "plain.org", "any"),
                route("first", ", sectionName: first", "", "first"),
                route("wild", ", sectionName: wild", "", "wild"),
                route("special", ", sectionName: special", "", "special"),
                Served.services("any", "first", "wild", "special"));
        assertEquals(answer, served.get("https://" + host + "/", "sni: " + serverName));
    }

    @Test
    void certificatesOfListeners() {
        Served served = Served.of(
                gateway(
                        https("good", "good.x"),
                        "{name: absent, hostname: absent.x, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: absent}]}}",
                        "{name: foreign, hostname: foreign.x, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert, namespace: other}]}}"),
                SECRET,
                "{kind: Secret, metadata: {name: cert, namespace: other}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}");
        assertEquals(
                "good=1 absent=0 foreign=0",
                String.join(
                        " ",
                        served.live().current().attachment().listeners().stream()
                                .map(listener -> listener.name() + "="
                                        + listener.certificates().size())
                                .toList()));
        assertEquals(
                List.of(
                        "tls-secret-missing spec.listeners[1].tls.certificateRefs[0]",
                        "reference-grant-missing spec.listeners[2].tls.certificateRefs[0]"),
                served.problems());
    }

    @Test
    void aHttpsListenerWithoutTlsIsNotServed() {
        Served served = Served.of(Resources.decode(
                TestManifests.documents(gateway(http("http", 80, ""), "{name: https, port: 443, protocol: HTTPS}"))));
        assertEquals("[Gateway default/gw:80]", served.live().current().binds().toString());
        assertEquals(List.of("https-listener-without-tls spec.listeners[1].tls"), served.problems());
    }

    @Test
    void gatewaysOfOnePortAreServedApart() {
        Served served = Served.of(
                CLASS,
                "{kind: Gateway, metadata: {name: one}, spec: {gatewayClassName: ours, listeners: ["
                        + http("http", 80, "") + "]}}",
                "{kind: Gateway, metadata: {name: two}, spec: {gatewayClassName: ours, listeners: ["
                        + http("http", 80, "") + "]}}");
        assertEquals(
                "[Gateway default/one:80, Gateway default/two:80]",
                served.live().current().binds().toString());
    }
}
