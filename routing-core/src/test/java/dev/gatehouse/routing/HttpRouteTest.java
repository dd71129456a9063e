package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.plan.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTPRoute: matching, precedence, filters, backends. */
class HttpRouteTest {
    private static final String GATEWAY = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: [
              {name: http, port: 80, protocol: HTTP},
              {name: alt, port: 8080, protocol: HTTP},
              {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]}}

            {kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

            """;

    private static String route(String name, String rest) {
        return "{kind: HTTPRoute, metadata: {name: " + name + "}, spec: {parentRefs: [{name: gw}], " + rest + "}}";
    }

    private static String to(String service) {
        return "backendRefs: [{name: " + service + ", port: 80}]";
    }

    private static String rule(String matches, String service) {
        return "{matches: [" + matches + "], " + to(service) + "}";
    }

    private static Served rules(String... rules) {
        return Served.of(
                GATEWAY,
                route("r", "rules: [" + String.join(", ", rules) + "]"),
                Served.services("a", "b", "c", "d", "e", "f"));
    }

    @ParameterizedTest(name = "{0} {1} takes {2}: {3}")
    @CsvSource({
        "Exact, /abc, /abc, yes",
        "Exact, /abc, /abc/, no",
        "Exact, /abc, /Abc, no",
        "Exact, /abc, /abcd, no",
        "PathPrefix, /abc, /abc, yes",
        "PathPrefix, /abc, /abc/, yes",
        "PathPrefix, /abc, /abc/def, yes",
        "PathPrefix, /abc, /abcd, no",
        "PathPrefix, /abc/, /abc, yes",
        "PathPrefix, /, /x, yes",
        "PathPrefix, /a%7Eb, /a~b, yes",
        "Exact, /a~b, /a%7eb, yes",
        "RegularExpression, /a(b|c)+, /abcb, yes",
        "RegularExpression, /a(b|c)+, /abcd, no",
        "RegularExpression, b, /b, no",
    })
    void paths(String type, String value, String request, String taken) {
        Served served = rules(rule("{path: {type: " + type + ", value: \"" + value + "\"}}", "a"));
        assertEquals(taken.equals("yes") ? "a" : "404", served.get("x" + request));
    }

    @Test
    void withoutMatchesARuleTakesEverything() {
        assertEquals("a", rules("{" + to("a") + "}").request("DELETE", "x/any?q"));
    }

    @Test
    void exactThenRegularExpressionThenTheLongestPrefix() {
        Served served = rules(
                rule("{path: {value: /}}", "a"),
                rule("{path: {value: /p}}", "b"),
                rule("{path: {value: /p/q}}", "c"),
                rule("{path: {type: RegularExpression, value: \"/p/r.*\"}}", "d"),
                rule("{path: {type: Exact, value: /p/r}}", "e"),
                rule("{path: {type: RegularExpression, value: \"/p/rs.*\"}}", "f"));
        assertEquals("a", served.get("x/other"));
        assertEquals("b", served.get("x/p/x"));
        assertEquals("c", served.get("x/p/q/x"));
        assertEquals("e", served.get("x/p/r"));
        assertEquals("d", served.get("x/p/rx"));
        assertEquals("f", served.get("x/p/rst"));
    }

    @Test
    void aMethodBeatsHeadersAndHeadersBeatQueryParameters() {
        Served served = rules(
                rule("{queryParams: [{name: q, value: \"1\"}, {name: p, value: \"1\"}]}", "a"),
                rule("{headers: [{name: h, value: \"1\"}]}", "b"),
                rule("{method: PATCH}", "c"),
                rule("{headers: [{name: h, value: \"1\"}, {name: g, value: \"1\"}]}", "d"));
        assertEquals("a", served.get("x/?q=1&p=1"));
        assertEquals("b", served.get("x/?q=1&p=1", "h: 1"));
        assertEquals("d", served.get("x/?q=1&p=1", "h: 1", "g: 1"));
        assertEquals("c", served.request("PATCH", "x/?q=1&p=1", "h: 1", "g: 1"));
        assertEquals("404", served.get("x/?q=1"));
    }

    @Test
    void aLongerPrefixBeatsAMethodAndFallsBackWhereItsOtherPartsFail() {
        Served served = rules(
                rule("{path: {value: /long}, headers: [{name: h, value: \"1\"}]}", "a"),
                rule("{method: GET}", "b"),
                rule("{path: {value: /lo}}", "c"));
        assertEquals("a", served.get("x/long", "h: 1"));
        assertEquals("b", served.get("x/long"));
        assertEquals("404", served.request("PUT", "x/long"));
    }

    @Test
    void headersAreComparedWholeAndByNameIgnoringCase() {
        Served served = rules(
                rule("{headers: [{name: Version, value: two}]}", "a"),
                rule("{headers: [{type: RegularExpression, name: v, value: \"1|2\"}]}", "b"));
        assertEquals("a", served.get("x/", "version: two"));
        assertEquals("404", served.get("x/", "version: Two"));
        assertEquals("404", served.get("x/", "version: two!"));
        assertEquals("404", served.get("x/", "version: two", "version: three"));
        assertEquals("b", served.get("x/", "v: 2"));
        assertEquals("404", served.get("x/", "v: 12"));
        assertEquals("404", served.get("x/"));
    }

    @Test
    void theFirstQueryParameterOfANameCountsDecoded() {
        Served served = rules(
                rule("{queryParams: [{name: animal, value: \"big whale\"}]}", "a"),
                rule("{queryParams: [{type: RegularExpression, name: n, value: \"[0-9]+\"}]}", "b"));
        assertEquals("a", served.get("x/?animal=big+whale"));
        assertEquals("a", served.get("x/?x&animal=big%20whale&animal=cat"));
        assertEquals("404", served.get("x/?animal=cat&animal=big+whale"));
        assertEquals("404", served.get("x/?Animal=big+whale"));
        assertEquals("b", served.get("x/?n=42"));
        assertEquals("404", served.get("x/?n=42x"));
    }

    @Test
    void headIsNotGet() {
        Served served = rules(rule("{method: GET}", "a"));
        assertEquals("404", served.request("HEAD", "x/"));
        assertEquals("a", served.get("x/"));
    }

    @Test
    void ofEqualMatchesTheFirstRuleWins() {
        Served served = rules(
                rule("{headers: [{name: version, value: two}]}", "a"),
                rule("{headers: [{name: color, value: blue}]}", "b"));
        assertEquals("a", served.get("x/", "version: two", "color: blue"));
    }

    @Test
    void acrossRoutesTheOlderThenTheFirstByNameWins() {
        String old = "creationTimestamp: \"2020-01-01T00:00:00Z\"";
        assertEquals("a", twins("name: z, " + old, "name: y"));
        assertEquals("b", twins("name: z", "name: y"));
        assertEquals("a", twins("name: x, namespace: default", "name: y"));
        assertEquals("b", twins("name: a", "name: b, " + old));
    }

    private static String twins(String one, String two) {
        return Served.of(
                        GATEWAY,
                        "{kind: HTTPRoute, metadata: {" + one + "}, spec: {parentRefs: [{name: gw}], rules: [{"
                                + to("a") + "}]}}",
                        "{kind: HTTPRoute, metadata: {" + two + "}, spec: {parentRefs: [{name: gw}], rules: [{"
                                + to("b") + "}]}}",
                        Served.services("a", "b"))
                .get("x/");
    }

    @Test
    void aRequestFallsBackToLessSpecificHosts() {
        Served served = Served.of(
                GATEWAY,
                route("exact", "hostnames: [www.shop.example], rules: [" + rule("{path: {value: /p}}", "a") + "]"),
                route("long", "hostnames: [\"*.shop.example\"], rules: [" + rule("{path: {value: /q}}", "b") + "]"),
                route("short", "hostnames: [\"*.example\"], rules: [" + rule("{path: {value: /r}}", "c") + "]"),
                route("any", "rules: [" + rule("{path: {value: /}}", "d") + "]"),
                Served.services("a", "b", "c", "d"));
        assertEquals("a", served.get("www.shop.example/p"));
        assertEquals("b", served.get("www.shop.example/q"));
        assertEquals("c", served.get("www.shop.example/r"));
        assertEquals("d", served.get("www.shop.example/s"));
        assertEquals("b", served.get("x.y.shop.example/q"));
        assertEquals("d", served.get("shop.example/q"));
        assertEquals("c", served.get("shop.example/r"));
    }

    @ParameterizedTest(name = "{0}, scheme {1}, port {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "http://in.example/p?q=1, -, -, http://out.example/p?q=1",
                "http://in.example/p, -, 8080, http://out.example:8080/p",
                "http://in.example/p, https, -, https://out.example/p",
                "http://in.example/p, https, 443, https://out.example/p",
                "http://in.example/p, https, 8443, https://out.example:8443/p",
                "http://in.example:8080/p, -, -, http://out.example:8080/p",
                "http://in.example:8080/p, -, 80, http://out.example/p",
                "http://in.example:8080/p, https, -, https://out.example/p",
                "https://in.example/p, -, -, https://out.example/p",
                "https://in.example/p, -, 443, https://out.example/p",
                "https://in.example/p, -, 8443, https://out.example:8443/p",
                "https://in.example/p, http, -, http://out.example/p",
                "https://in.example/p, http, 80, http://out.example/p",
                "https://in.example/p, http, 8080, http://out.example:8080/p",
            })
    void redirectSchemeAndPort(String request, String scheme, String port, String location) {
        String parts = "hostname: out.example" + (scheme == null ? "" : ", scheme: " + scheme)
                + (port == null ? "" : ", port: " + port);
        Served served = rules("{filters: [{type: RequestRedirect, requestRedirect: {" + parts + "}}]}");
        assertEquals("302 " + location, served.get(request));
    }

    @Test
    void aRedirectKeepsWhatItDoesNotName() {
        Served served =
                rules("{filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 308}}]}");
        assertEquals("308 https://in.example/a/b?c=d&e", served.get("http://in.example/a/b?c=d&e"));
        assertEquals("308 https://[::1]/", served.get("http://[::1]:80/"));
    }

    @ParameterizedTest(name = "{1} to {2}: {0} becomes {3}")
    @CsvSource({
        "/foo/bar, /foo, /xyz, /xyz/bar",
        "/foo/bar, /foo, /xyz/, /xyz/bar",
        "/foo/bar, /foo/, /xyz, /xyz/bar",
        "/foo/bar, /foo/, /xyz/, /xyz/bar",
        "/foo, /foo, /xyz, /xyz",
        "/foo/, /foo, /xyz, /xyz/",
        "/foo/bar, /foo, '', /bar",
        "/foo/, /foo, '', /",
        "/foo, /foo, '', /",
        "/foo/, /foo, /, /",
        "/foo, /foo, /, /",
        "/a, /, /xyz, /xyz/a",
        "/, /, /xyz, /xyz/",
        "/foo/b%2Cr, /foo, /xyz, /xyz/b%2Cr",
    })
    void replacingThePrefix(String request, String prefix, String replacement, String result) {
        String modifier = "path: {type: ReplacePrefixMatch, replacePrefixMatch: \"" + replacement + "\"}";
        String match = "matches: [{path: {value: \"" + prefix + "\"}}], ";
        Served rewrite =
                rules("{" + match + "filters: [{type: URLRewrite, urlRewrite: {" + modifier + "}}], " + to("a") + "}");
        assertEquals("in.example " + result + "?q", rewrite.sent("in.example" + request + "?q"));
        Served redirect =
                rules("{" + match + "filters: [{type: RequestRedirect, requestRedirect: {" + modifier + "}}]}");
        assertEquals("302 http://in.example" + result, redirect.get("in.example" + request));
    }

    @Test
    void rewritingHostAndWholePath() {
        Served served = rules(
                "{filters: [{type: URLRewrite, urlRewrite: {hostname: one.internal, path: {type: ReplaceFullPath, replaceFullPath: /fixed}}}], "
                        + to("a") + "}");
        assertEquals("one.internal /fixed?q=1", served.sent("in.example/any?q=1"));
        assertEquals("in.example:80 /p", rules("{" + to("a") + "}").sent("http://in.example:80/p"));
    }

    @Test
    void headerEditsOfTheRuleAndOfTheBackend() {
        String edits = "{set: [{name: S, value: %1$s}], add: [{name: A, value: %1$s}], remove: [R-%1$s]}";
        String rule = edits.formatted("rule");
        String own = edits.formatted("own");
        Served served = rules("{filters: [{type: RequestHeaderModifier, requestHeaderModifier: " + rule
                + "}, {type: ResponseHeaderModifier, responseHeaderModifier: " + rule
                + "}], backendRefs: [{name: a, port: 80, filters: ["
                + "{type: RequestHeaderModifier, requestHeaderModifier: " + own
                + "}, {type: ResponseHeaderModifier, responseHeaderModifier: "
                + own + "}]}]}");
        Decision.Forward forward = (Decision.Forward) served.decide("GET", "x/");
        String first = "set[S=rule] add[A=rule] remove[R-rule]";
        String second = "set[S=own] add[A=own] remove[R-own]";
        assertEquals(first + "; " + second, Served.text(forward.requestEdits()));
        assertEquals(second + "; " + first, Served.text(forward.responseEdits()));
    }

    @Test
    void weightsShareTheRequestsAndABrokenBackendKeepsItsShare() {
        Served served = rules(
                "{backendRefs: [{name: a, port: 80, weight: 60}, {name: b, port: 80, weight: 0}, {name: absent, port: 80, weight: 40}]}");
        Map<String, Integer> counts = new HashMap<>();
        int requests = 20_000;
        for (int i = 0; i < requests; i++) {
            counts.merge(served.get("x/"), 1, Integer::sum);
        }
        assertEquals(java.util.Set.of("a", "500"), counts.keySet());
        assertEquals(0.6, counts.get("a") / (double) requests, 0.03);
        assertEquals(List.of("backend-not-found spec.rules[0].backendRefs[2]"), served.problems());
    }

    @Test
    void whatCannotBeServedAnswers500() {
        assertEquals("500", rules("{matches: [{}]}").get("x/"));
        assertEquals("500", rules("{backendRefs: []}").get("x/"));
        assertEquals("500", rules("{backendRefs: [{name: absent, port: 80}]}").get("x/"));
        assertEquals("500", rules("{backendRefs: [{name: a, port: 81}]}").get("x/"));
        assertEquals(
                "500", rules("{backendRefs: [{name: a, port: 80, weight: 0}]}").get("x/"));
        assertEquals(
                "500",
                rules("{backendRefs: [{kind: Bucket, group: example.com, name: a}]}")
                        .get("x/"));
        assertEquals(
                "500",
                Served.of(GATEWAY, "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}]}}")
                        .get("x/"));
    }

    @Test
    void aServiceWithoutReadyEndpointsAnswers503() {
        Served served = Served.of(GATEWAY, route("r", "rules: [{" + to("empty") + "}]"), """
                {kind: Service, metadata: {name: empty}, spec: {ports: [{port: 80}]}}

                {kind: EndpointSlice, metadata: {name: e, labels: {kubernetes.io/service-name: empty}}, addressType: IPv4,
                 endpoints: [{addresses: [10.0.0.1], conditions: {ready: false}}], ports: [{port: 80}]}
                """);
        assertEquals("503", served.get("x/"));
    }

    @Test
    void timeoutsReachTheDecision() {
        Decision.Forward forward =
                (Decision.Forward) rules("{" + to("a") + ", timeouts: {request: 10s, backendRequest: 500ms}}")
                        .decide("GET", "x/");
        assertEquals("PT10S", String.valueOf(forward.requestTimeout()));
        assertEquals("PT0.5S", String.valueOf(forward.backendRequestTimeout()));
    }

    @Test
    void anInvalidPatternTakesNoRequestAndIsReported() {
        Served served =
                rules(rule("{path: {type: RegularExpression, value: \"/(a\"}}", "a"), rule("{path: {value: /}}", "b"));
        assertEquals("b", served.get("x/a"));
        assertEquals(List.of("regex-invalid spec.rules[0].matches[0]"), served.problems());
        assertTrue(served.allProblems().get(0).message().contains("/(a"), served.allProblems()::toString);
    }

    @ParameterizedTest(name = "{0} is answered {1}")
    @CsvSource({"/../x, 400", "/a%00, 400", "/a%2fb, 400", "/a//b, a", "/a/../b, a"})
    void requestsWithoutOneClearMeaning(String target, String answer) {
        assertEquals(answer, rules(rule("{path: {value: /}}", "a")).get("x" + target));
    }

    @Test
    void endpointsTakeTurns() {
        Served served = Served.of(GATEWAY, route("r", "rules: [{" + to("many") + "}]"), """
                {kind: Service, metadata: {name: many}, spec: {ports: [{port: 80, name: http}]}}

                {kind: EndpointSlice, metadata: {name: one, labels: {kubernetes.io/service-name: many}}, addressType: IPv4,
                 endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}], ports: [{name: http, port: 8080}]}

                {kind: EndpointSlice, metadata: {name: two, labels: {kubernetes.io/service-name: many}}, addressType: IPv6,
                 endpoints: [{addresses: ["fd00::1"], conditions: {ready: true}}, {addresses: ["fd00::2"], conditions: {ready: false}}],
                 ports: [{name: http, port: 8081}, {name: other, port: 1}]}
                """);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 9; i++) {
            counts.merge(
                    ((Decision.Forward) served.decide("GET", "x/")).endpoint().toString(), 1, Integer::sum);
        }
        assertEquals(Map.of("10.0.0.1:8080", 3, "10.0.0.2:8080", 3, "[fd00::1]:8081", 3), counts);
    }
}
