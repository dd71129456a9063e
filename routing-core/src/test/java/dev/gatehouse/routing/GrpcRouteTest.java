package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.RouteParent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GRPCRoutes: what they match, which of two wins, and how they stand beside HTTPRoutes. */
class GrpcRouteTest {
    private static final String GATEWAY = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 80, protocol: HTTP}]}}

            """;

    private static String route(String kind, String name, String age, String hostnames, String rules) {
        return "{kind: " + kind + ", metadata: {name: " + name
                + (age.isEmpty() ? "" : ", creationTimestamp: \"2025-01-01T00:00:0" + age + "Z\"")
                + "}, spec: {parentRefs: [{name: gw}]" + (hostnames.isEmpty() ? "" : ", hostnames: [" + hostnames + "]")
                + ", rules: [" + rules + "]}}";
    }

    private static String grpc(String name, String rules) {
        return route("GRPCRoute", name, "", "", rules);
    }

    /** A rule to a backend; the match is what stands within its braces, or nothing at all. */
    private static String rule(String backend, String match) {
        return "{" + (match.isEmpty() ? "" : "matches: [{" + match + "}], ") + "backendRefs: [{name: " + backend
                + ", port: 80}]}";
    }

    private static String method(String text) {
        return "method: {" + text + "}";
    }

    private static Served served(String... routes) {
        return Served.of(GATEWAY, String.join("\n\n", routes), Served.services("one", "two", "three", "four"));
    }

    private static List<String> parents(Served served) {
        return served.live().current().attachment().parents().stream()
                .map(GrpcRouteTest::text)
                .toList();
    }

    private static String text(RouteParent parent) {
        var refusal = parent.refusal();
        return parent.route().name() + " " + (refusal == null ? "Accepted" : refusal.reason());
    }

    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource(
            delimiter = '~',
            value = {
                "method: {service: a.B, method: Go}    ~ /a.B/Go     ~ yes",
                "method: {service: a.B, method: Go}    ~ /a.B/Gone   ~ no",
                "method: {service: a.B, method: Go}    ~ /a.B/go     ~ no",
                "method: {service: a.B, method: Go}    ~ /a.b/Go     ~ no",
                "method: {service: a.B, method: Go}    ~ /xa.B/Go    ~ no",
                "method: {service: a.B}                ~ /a.B/Any    ~ yes",
                "method: {service: a.B}                ~ /a.Bc/Any   ~ no",
                "method: {service: a.B}                ~ /a.B/       ~ no",
                "method: {service: a.B}                ~ /a.B/Go/on  ~ no",
                "method: {service: a.B}                ~ /a.B        ~ no",
                "method: {method: Go}                  ~ /x.Y/Go     ~ yes",
                "method: {method: Go}                  ~ /x.Y/Going  ~ no",
                "''                                    ~ /x.Y/Go     ~ yes",
                "''                                    ~ /x.Y        ~ no",
                "''                                    ~ /           ~ no",
                "''                                    ~ /a/b/c      ~ no",
                "method: {type: RegularExpression, service: \"[a-c]+\", method: \"G.*\"} ~ /abc/Go   ~ yes",
                "method: {type: RegularExpression, service: \"[a-c]+\", method: \"G.*\"} ~ /abcd/Go  ~ no",
                "method: {type: RegularExpression, service: \"[a-c]+\", method: \"G.*\"} ~ /abc/aGo  ~ no",
                "method: {type: RegularExpression, service: \"a|b\"}                   ~ /b/Go     ~ yes",
                "method: {type: RegularExpression, service: \"a|b\"}                   ~ /ab/Go    ~ no",
                "method: {type: RegularExpression, method: \"a|b\"}                    ~ /x/b      ~ yes",
                "method: {type: RegularExpression, service: \".*\"}                    ~ /a/b/c    ~ no",
                "headers: [{name: Version, value: one}]                              ~ /x.Y/Go   ~ no",
            })
    void whatAMatchTakes(String match, String path, String taken) {
        Served served = served(grpc("r", rule("one", match.equals("''") ? "" : match)));
        assertEquals(taken.equals("yes") ? "one" : "grpc-status 12", served.call("a.x", path));
    }

    @Test
    void metadataIsMatchedAsHeadersAre() {
        Served served = served(grpc(
                "r",
                rule("one", "headers: [{name: Version, value: one}]") + ", "
                        + rule("two", "headers: [{name: version, value: two}, {name: Color, value: blue}]")));
        assertEquals("one", served.call("a.x", "/x.Y/Go", "version: one"));
        assertEquals("grpc-status 12", served.call("a.x", "/x.Y/Go", "version: two"));
        assertEquals("two", served.call("a.x", "/x.Y/Go", "version: two", "color: blue"));
        assertEquals("grpc-status 12", served.call("a.x", "/x.Y/Go", "version: One"));
    }

    @ParameterizedTest(name = "{0} before {1} for {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "method: {service: a.B, method: Go}  | method: {service: a.B}                                    | /a.B/Go",
                "method: {service: a.B}              | method: {method: Go}                                      | /a.B/Go",
                "method: {method: Go}                | headers: [{name: v, value: \"1\"}]                        | /a.B/Go",
                "method: {service: a.B}, headers: [{name: v, value: \"1\"}] | method: {service: a.B}             | /a.B/Go",
                "method: {service: a.B, method: Go}  | method: {service: a.B}, headers: [{name: v, value: \"1\"}] | /a.B/Go",
                "method: {type: RegularExpression, service: \"[a]+\\\\.B\"} | method: {service: a.B, method: Go}     | /a.B/Go",
                "method: {service: a.B}              | method: {type: RegularExpression, service: \"a+\"}          | /a.B/Go",
            })
    void theLongerServiceThenTheLongerMethodThenMoreHeaders(String better, String worse, String path) {
        Served served = served(grpc("r", rule("two", worse) + ", " + rule("one", better)));
        assertEquals("one", served.call("a.x", path, "v: 1"));
    }

    @Test
    void equalMatchesGoToTheOlderRouteThenByNameThenToTheFirstRule() {
        String rule = method("service: a.B");
        assertEquals(
                "two",
                served(
                                route("GRPCRoute", "a", "2", "", rule("one", rule)),
                                route("GRPCRoute", "b", "1", "", rule("two", rule)))
                        .call("a.x", "/a.B/Go"));
        assertEquals(
                "one",
                served(grpc("b", rule("two", rule)), grpc("a", rule("one", rule)))
                        .call("a.x", "/a.B/Go"));
        assertEquals(
                "one",
                served(grpc("a", rule("one", rule) + ", " + rule("two", rule))).call("a.x", "/a.B/Go"));
    }

    @Test
    void theBestHostIsAskedFirstAndFallsBackToTheOthers() {
        Served served = served(
                route("GRPCRoute", "exact", "", "a.x.org", rule("one", method("service: s.One"))),
                route("GRPCRoute", "wide", "", "\"*.org\"", rule("two", method("service: s.Two, method: Go"))),
                route("GRPCRoute", "any", "", "", rule("three", "")));
        assertEquals("one", served.call("a.x.org", "/s.One/Go"));
        assertEquals("two", served.call("a.x.org", "/s.Two/Go"));
        assertEquals("three", served.call("a.x.org", "/s.Three/Go"));
        assertEquals("three", served.call("x.net", "/s.One/Go"));
    }

    @Test
    void onlyCallsAreTaken() {
        Served served = served(grpc("r", rule("one", "")));
        assertEquals("one", served.call("a.x", "/s.One/Go"));
        assertEquals("404", served.request("POST", "a.x/s.One/Go", "content-type: application/grpc"), "HTTP/1.1");
        assertEquals("404", served.get("a.x/s.One/Go"));
    }

    @Test
    void aHttpRouteTakesCallsThatNoGrpcRouteDoes() {
        Served served = served(
                route("HTTPRoute", "web", "", "web.org", rule("one", "")),
                route("GRPCRoute", "api", "", "api.org", rule("two", "")));
        assertEquals(List.of("web Accepted", "api Accepted"), parents(served));
        assertEquals("one", served.call("web.org", "/s.One/Go"));
        assertEquals("two", served.call("api.org", "/s.One/Go"));
        assertEquals("404", served.get("api.org/"));
    }

    @ParameterizedTest(name = "HTTPRoute {0} of second {1}, GRPCRoute {2} of second {3}: {4}")
    @CsvSource({
        "a.x, 1, a.x, 2, http Accepted, grpc RouteKindConflict",
        "a.x, 2, a.x, 1, http RouteKindConflict, grpc Accepted",
        "a.x, 1, b.x, 2, http Accepted, grpc Accepted",
        "'*.x', 1, b.x, 2, http Accepted, grpc RouteKindConflict",
        "'', 1, b.x, 2, http Accepted, grpc RouteKindConflict",
        "'', 2, '', 1, http RouteKindConflict, grpc Accepted",
        "a.x, '', a.x, '', http RouteKindConflict, grpc Accepted",
        "a.x, 1, a.x, '', http Accepted, grpc RouteKindConflict",
    })
    void hostsOfOneListenerBelongToOneKind(
            String httpHost, String httpAge, String grpcHost, String grpcAge, String http, String grpc) {
        Served served = served(
                route("HTTPRoute", "http", httpAge, quoted(httpHost), rule("one", "")),
                route("GRPCRoute", "grpc", grpcAge, quoted(grpcHost), rule("two", "")));
        assertEquals(List.of(http, grpc), parents(served));
        boolean both = http.endsWith("Accepted") && grpc.endsWith("Accepted");
        assertEquals(
                !both,
                served.problems().contains("http-grpc-host-overlap spec.hostnames"),
                served.problems()::toString);
    }

    @Test
    void oneThatIsRefusedStandsInNobodysWay() {
        Served served = served(
                route("HTTPRoute", "first", "1", "a.x", rule("one", "")),
                route("GRPCRoute", "second", "2", "\"*.x\"", rule("two", "")),
                route("HTTPRoute", "third", "3", "b.x", rule("three", "")));
        assertEquals(List.of("first Accepted", "third Accepted", "second RouteKindConflict"), parents(served));
        assertEquals("three", served.get("b.x/"));
        assertEquals("404", served.get("c.x/"));
    }

    @Test
    void onListenersApartTheKindsDoNotMeet() {
        Served served = Served.of(
                GATEWAY.replace(
                        "listeners: [", "listeners: [{name: grpc, port: 80, protocol: HTTP, hostname: \"*.rpc.x\"}, "),
                "{kind: HTTPRoute, metadata: {name: web}, spec: {parentRefs: [{name: gw, sectionName: http}], rules: ["
                        + rule("one", "") + "]}}",
                "{kind: GRPCRoute, metadata: {name: rpc}, spec: {parentRefs: [{name: gw, sectionName: grpc}], rules: ["
                        + rule("two", "") + "]}}",
                Served.services("one", "two"));
        assertEquals(List.of("web Accepted", "rpc Accepted"), parents(served));
        assertEquals("two", served.call("a.rpc.x", "/s.One/Go"));
        assertEquals("one", served.call("x", "/s.One/Go"));
    }

    @Test
    void aPatternThatIsRefusedLeavesItsMatchOut() {
        Served served = Served.of(
                GATEWAY,
                grpc(
                        "r",
                        rule("one", method("type: RegularExpression, service: \"(a\"")) + ", "
                                + rule("two", method("service: s.Two"))),
                Served.services("one", "two"));
        assertEquals(List.of("regex-invalid spec.rules[0].matches[0]"), served.problems());
        assertEquals("two", served.call("a.x", "/s.Two/Go"));
        assertEquals("grpc-status 12", served.call("a.x", "/a/Go"));
    }

    private static String quoted(String hostname) {
        return hostname.isEmpty() ? "" : "\"" + hostname + "\"";
    }
}
