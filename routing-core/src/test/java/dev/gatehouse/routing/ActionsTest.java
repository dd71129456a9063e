package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.ExtensionFilter.Verdict;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Redirect;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.Mirror;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a matched rule of a HTTPRoute does: filters on the rule and on backends, mirrors, CORS, authorization, extensions, retries, sessions. */
class ActionsTest {
    private static final String GATEWAY = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: [
              {name: http, port: 80, protocol: HTTP}]}}

            """;
    private static final String A = "backendRefs: [{name: a, port: 80}]";

    /** One rule; the Services a to d have one endpoint each. */
    private static String[] manifests(String rules) {
        return new String[] {
            GATEWAY,
            "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [" + rules + "]}}",
            Served.services("a", "b", "c", "d")
        };
    }

    private static Served rules(String rules) {
        return Served.of(manifests(rules));
    }

    private static Forward forward(Served served, String... headers) {
        return assertInstanceOf(Forward.class, served.decide("GET", "x.y/", headers));
    }

    private static String header(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .reduce((one, other) -> one + "|" + other)
                .orElse(null);
    }

    private static List<Field> answered(Forward forward, Field... received) {
        return dev.gatehouse.routing.plan.DownstreamHeaders.of(List.of(received), forward.responseEdits());
    }

    // Header modifiers

    @ParameterizedTest(name = "{0}: {1}")
    @ValueSource(
            strings = {
                "set: [{name: Transfer-Encoding, value: gzip}]",
                "add: [{name: connection, value: close}]",
                "remove: [Content-Length]",
                "remove: [Upgrade]",
                "remove: [Host]",
                "add: [{name: Host, value: a}]",
            })
    void headersThatFrameTheMessageAreNotEdited(String edits) {
        for (String type : List.of("RequestHeaderModifier", "ResponseHeaderModifier")) {
            String member = Character.toLowerCase(type.charAt(0)) + type.substring(1);
            String filter = "filters: [{type: " + type + ", " + member + ": {" + edits + "}}]";
            assertEquals("500", rules("{" + filter + ", " + A + "}").get("x.y/"), filter);
            assertEquals(
                    "500",
                    rules("{backendRefs: [{name: a, port: 80, " + filter + "}]}")
                            .get("x.y/"),
                    filter);
        }
    }

    @Test
    void aHostThatIsSetIsTheHostThatIsSent() {
        String set = "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: host, value: set.example}]}}";
        String rewrite = "{type: URLRewrite, urlRewrite: {hostname: rewritten.example}}";
        assertEquals(
                "set.example",
                forward(rules("{filters: [" + set + "], " + A + "}")).host());
        assertEquals(
                "rewritten.example",
                forward(rules("{filters: [" + rewrite + ", " + set + "], " + A + "}"))
                        .host());
        assertEquals(
                List.of(new HeaderEdits(List.of(), List.of(), List.of())),
                forward(rules("{filters: [" + set + "], " + A + "}")).requestEdits());
    }

    // Redirects and rewrites of a backend

    @Test
    void aRedirectOfABackendIsForItsShare() {
        String redirect =
                "filters: [{type: RequestRedirect, requestRedirect: {hostname: other.example, statusCode: 307}}]";
        Served served = rules(
                "{backendRefs: [{name: a, port: 80, weight: 1}, {name: b, port: 80, weight: 1, " + redirect + "}]}");
        assertEquals(List.of(), served.problems());
        Map<String, Integer> seen = draws(served, 2000);
        assertEquals(Set.of("a", "307 http://other.example/"), seen.keySet());
        assertTrue(seen.get("a") > 850 && seen.get("a") < 1150, seen::toString);
    }

    @Test
    void aRewriteOfABackendStandsBeforeThatOfTheRule() {
        String rule = "filters: [{type: URLRewrite, urlRewrite: {hostname: rule.example, path: {type: ReplaceFullPath,"
                + " replaceFullPath: /rule}}}]";
        String own = "filters: [{type: URLRewrite, urlRewrite: {hostname: own.example}}]";
        assertEquals(
                "own.example /rule",
                rules("{" + rule + ", backendRefs: [{name: a, port: 80, " + own + "}]}")
                        .sent("x.y/"));
    }

    private static Map<String, Integer> draws(Served served, int times) {
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            seen.merge(served.get("x.y/"), 1, Integer::sum);
        }
        return seen;
    }

    // Weights

    @Test
    void whatLeadsNowhereHasItsShareToo() {
        Served served = rules("{backendRefs: [{name: a, port: 80, weight: 70}, {name: none, port: 80, weight: 30},"
                + " {name: b, port: 80, weight: 0}]}");
        Map<String, Integer> seen = draws(served, 4000);
        assertEquals(Set.of("a", "500"), seen.keySet());
        assertEquals(0.7, seen.get("a") / 4000.0, 0.05);
    }

    // Mirrors

    private static String mirror(String service, String part) {
        return "{type: RequestMirror, requestMirror: {backendRef: {name: " + service + ", port: 80}" + part + "}}";
    }

    @ParameterizedTest(name = "{0} copies {1} of a hundred")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             | 100",
                "', percent: 0'                                 | 0",
                "', percent: 100'                               | 100",
                "', percent: 25'                                | 25",
                "', fraction: {numerator: 1, denominator: 4}'   | 25",
                "', fraction: {numerator: 50}'                  | 50",
                "', fraction: {numerator: 0, denominator: 9}'   | 0",
            })
    void mirrorsAreDrawnForEachRequest(String part, int percent) {
        Served served = rules("{filters: [" + mirror("b", part) + "], " + A + "}");
        int copies = 0;
        for (int i = 0; i < 4000; i++) {
            copies += forward(served).mirrors().size();
        }
        assertEquals(percent, copies / 40.0, percent % 100 == 0 ? 0 : 5);
    }

    @Test
    void severalMirrorsAreIndependentAndGetWhatStandsBeforeThem() {
        String edit = "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X, value: v}]}}";
        String rewrite = "{type: URLRewrite, urlRewrite: {hostname: h.example}}";
        String own = "filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: Y, value: w}]}}, "
                + mirror("d", "") + "]";
        Served served = rules("{filters: [" + mirror("b", "") + ", " + edit + ", " + mirror("c", "") + ", " + rewrite
                + "], backendRefs: [{name: a, port: 80, " + own + "}]}");
        List<Mirror> mirrors = forward(served).mirrors();
        assertEquals(
                List.of(
                        "b h.example ",
                        "c h.example set[X=v] add[] remove[]",
                        "d h.example set[X=v] add[] remove[];" + " set[Y=w] add[] remove[]"),
                mirrors.stream()
                        .map(each -> each.backend().name() + " " + each.host() + " " + Served.text(each.requestEdits()))
                        .toList());
    }

    @Test
    void aMirrorThatLeadsNowhereStopsNothing() {
        Served served = rules("{filters: [" + mirror("none", "") + ", " + mirror("b", "") + "], " + A + "}");
        assertEquals(
                List.of("b"),
                forward(served).mirrors().stream()
                        .map(each -> each.backend().name())
                        .toList());
        assertEquals(List.of("backend-not-found spec.rules[0].filters[0].requestMirror.backendRef"), served.problems());
    }

    // CORS

    private static String cors(String policy, String matches) {
        return "{" + matches + "filters: [{type: CORS, cors: {" + policy + "}}], " + A + "}";
    }

    private static final String ONE = "allowOrigins: [\"https://a.b\"], ";

    @ParameterizedTest(name = "{0}: {1} {2} is answered {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "allowOrigins: [\"*\"]                                        | GET | X      | origin=*, age=5",
                "allowOrigins: [\"*\"], allowCredentials: true                | GET | X      | origin=https://a.b, credentials=true, age=5, vary=Origin",
                "@allowMethods: [PUT, GET]                                    | GET |        | origin=https://a.b, methods=PUT, GET, age=5, vary=Origin",
                "@allowMethods: [PUT]                                         | GET |        | origin=https://a.b, methods=PUT, age=5, vary=Origin",
                "@allowMethods: [\"*\"]                                       | PUT |        | origin=https://a.b, methods=*, age=5, vary=Origin",
                "@allowMethods: [\"*\"], allowCredentials: true               | PUT |        | origin=https://a.b, credentials=true, methods=PUT, age=5, vary=Origin",
                "@allowHeaders: [X-A, X-B]                                    | GET | x-c    | origin=https://a.b, headers=X-A, X-B, age=5, vary=Origin",
                "@allowHeaders: [X-A]                                         | GET |        | origin=https://a.b, age=5, vary=Origin",
                "@allowHeaders: [\"*\"]                                       | GET | x-c    | origin=https://a.b, headers=*, age=5, vary=Origin",
                "@allowHeaders: [\"*\"], allowCredentials: true               | GET | x-c,y  | origin=https://a.b, credentials=true, headers=x-c,y, age=5, vary=Origin",
                "@exposeHeaders: [X-E], maxAge: 60                            | GET |        | origin=https://a.b, expose=X-E, age=60, vary=Origin",
                "@exposeHeaders: [\"*\"], allowCredentials: true              | GET |        | origin=https://a.b, credentials=true, age=5, vary=Origin",
                "allowOrigins: [\"https://c.d\"]                              | GET |        | vary=Origin",
                "allowMethods: [GET]                                          | GET |        | vary=Origin",
            })
    void aPreflightIsAnsweredInPlace(String policy, String method, String headers, String expected) {
        List<String> lines =
                new ArrayList<>(List.of("origin: https://a.b", "access-control-request-method: " + method));
        if (headers != null) {
            lines.add("access-control-request-headers: " + headers);
        }
        Decision decision =
                rules(cors(policy.replace("@", ONE), "")).decide("OPTIONS", "x.y/", lines.toArray(String[]::new));
        Respond respond = assertInstanceOf(Respond.class, decision);
        assertEquals(204, respond.status());
        assertEquals("", respond.body());
        assertEquals(expected, text(respond.fields()));
    }

    private static String text(List<Field> fields) {
        Map<String, String> names = Map.of(
                "Access-Control-Allow-Origin", "origin",
                "Access-Control-Allow-Credentials", "credentials",
                "Access-Control-Allow-Methods", "methods",
                "Access-Control-Allow-Headers", "headers",
                "Access-Control-Expose-Headers", "expose",
                "Access-Control-Max-Age", "age",
                "Vary", "vary");
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> names.get(field.name()) + "=" + field.value())
                        .toList());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "GET, https://a.b, https://a.b",
        "GET, https://c.d, ",
        "GET, , backend",
        "OPTIONS, https://a.b, https://a.b",
        "POST, null, ",
    })
    void theAnswerOfABackendSaysWhatThePolicySays(String method, String origin, String expected) {
        Served served = rules(cors(ONE + "exposeHeaders: [X-E]", ""));
        Forward forward = assertInstanceOf(
                Forward.class,
                origin == null ? served.decide(method, "x.y/") : served.decide(method, "x.y/", "origin: " + origin));
        List<Field> fields = answered(
                forward,
                new Field("access-control-allow-origin", "backend"),
                new Field("Access-Control-Allow-Credentials", "true"));
        assertEquals(expected, header(fields, "access-control-allow-origin"));
        assertEquals("backend".equals(expected) ? "true" : null, header(fields, "access-control-allow-credentials"));
        assertEquals(
                expected == null || expected.equals("backend") ? null : "X-E",
                header(fields, "access-control-expose-headers"));
    }

    @Test
    void aPreflightAsksForTheRuleOfItsMethod() {
        Served served = rules(cors(ONE, "matches: [{method: PUT}], ") + ", {matches: [{path: {value: /}}], backendRefs:"
                + " [{name: b, port: 80}]}");
        String[] preflight = {"origin: https://a.b", "access-control-request-method: PUT"};
        assertEquals("204", served.request("OPTIONS", "x.y/", preflight));
        assertEquals("b", served.request("OPTIONS", "x.y/", preflight[0]), "no preflight");
        assertEquals(
                "b",
                served.request("OPTIONS", "x.y/", preflight[0], "access-control-request-method: DELETE"),
                "no CORS on that rule");
    }

    @Test
    void answersOfTheFrontEndsOwnCanBeReadToo() {
        Served served = rules(
                "{filters: [{type: CORS, cors: {allowOrigins: [\"*\"]}}], backendRefs: [{name: none, port:" + " 80}]}");
        Respond respond = assertInstanceOf(Respond.class, served.decide("GET", "x.y/", "origin: https://a.b"));
        assertEquals("500 origin=*", respond.status() + " " + text(respond.fields()));
        Redirect redirect = assertInstanceOf(
                Redirect.class,
                rules("{filters: [{type: CORS, cors: {allowOrigins: [\"*\"]}}, {type: RequestRedirect, requestRedirect:"
                                + " {scheme: https}}]}")
                        .decide("GET", "x.y/", "origin: https://a.b"));
        assertEquals("origin=*", text(redirect.fields()));
    }

    @Test
    void aBackendsOwnPolicyStandsBeforeThatOfTheRule() {
        String own = "filters: [{type: CORS, cors: {allowOrigins: [\"https://own.b\"]}}]";
        Served served = rules(
                "{filters: [{type: CORS, cors: {" + ONE + "}}], backendRefs: [{name: a, port: 80, " + own + "}]}");
        assertEquals(
                "https://own.b",
                header(answered(forward(served, "origin: https://own.b")), "access-control-allow-origin"));
        assertNull(header(answered(forward(served, "origin: https://a.b")), "access-control-allow-origin"));
        Respond preflight = assertInstanceOf(
                Respond.class,
                served.decide("OPTIONS", "x.y/", "origin: https://own.b", "access-control-request-method: GET"));
        assertEquals("origin=https://own.b, age=5, vary=Origin", text(preflight.fields()));
    }

    // External authorization

    private static String auth(String rest) {
        return "{type: ExternalAuth, externalAuth: {backendRef: {name: d, port: 80}, " + rest + "}}";
    }

    @Test
    void theServiceIsAskedBeforeAnythingElseButAPreflight() {
        String filters =
                "filters: [{type: CORS, cors: {" + ONE + "}}, " + auth("protocol: HTTP, http: {path: /check/}") + "]";
        Served served = rules("{" + filters + ", " + A + "}");
        Authorize authorize = assertInstanceOf(Authorize.class, served.decide("GET", "x.y/p?q"));
        assertEquals("/check/p?q x.y", authorize.target() + " " + authorize.host());
        assertEquals("ask d, then a", served.get("x.y/p"));
        assertEquals(
                "204", served.request("OPTIONS", "x.y/", "origin: https://a.b", "access-control-request-method: GET"));
        assertEquals(
                "ask d, then 301 https://x.y/",
                rules("{filters: [" + auth("protocol: HTTP, http: {}")
                                + ", {type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]}")
                        .get("x.y/"));
    }

    @Test
    void theServiceIsShownWhatTheFilterNames() {
        Authorize authorize = assertInstanceOf(
                Authorize.class,
                rules("{filters: [" + auth("protocol: HTTP, http: {allowedHeaders: [X-Tenant, X-Forwarded-For]}")
                                + "], " + A + "}")
                        .decide("GET", "x.y/"));
        UpstreamHeaders.Client client = new UpstreamHeaders.Client("192.0.2.7", "http", 80, "x.y");
        List<Field> sent = authorize.fields(
                List.of(
                        new Field("Authorization", "me"),
                        new Field("x-tenant", "t"),
                        new Field("Cookie", "c"),
                        new Field("X-Forwarded-For", "forged"),
                        new Field("Connection", "x-tenant-not")),
                client);
        assertEquals("me", header(sent, "authorization"));
        assertEquals("t", header(sent, "x-tenant"));
        assertEquals("192.0.2.7", header(sent, "x-forwarded-for"));
        assertEquals(3, sent.size());
    }

    @Test
    void grpcIsShownAllHeadersWhereTheFilterNamesNone() {
        Authorize authorize = assertInstanceOf(
                Authorize.class,
                rules("{filters: [" + auth("protocol: GRPC, grpc: {}") + "], " + A + "}")
                        .decide("GET", "x.y/"));
        List<Field> sent = authorize.fields(
                List.of(new Field("Cookie", "c")), new UpstreamHeaders.Client("192.0.2.7", "http", 80, ""));
        assertEquals("c", header(sent, "cookie"));
    }

    @ParameterizedTest(name = "of its answer the backend gets {1} where the filter names {0}")
    @CsvSource(
            delimiter = '|',
            value = {"[X-User] | X-User", "[] | X-User X-Other Set-Cookie"})
    void whatTheServiceAnswersGoesToTheBackend(String names, String expected) {
        Authorize authorize = assertInstanceOf(
                Authorize.class,
                rules("{filters: [" + auth("protocol: HTTP, http: {allowedResponseHeaders: " + names + "}") + "], " + A
                                + "}")
                        .decide("GET", "x.y/"));
        Forward allowed = assertInstanceOf(
                Forward.class,
                authorize.allowed(List.of(
                        new Field("X-User", "alice"),
                        new Field("Content-Type", "text/plain"),
                        new Field("X-Other", "o"),
                        new Field("Connection", "close"),
                        new Field("Set-Cookie", "s=1"))));
        List<Field> sent = UpstreamHeaders.of(
                List.of(new Field("x-user", "forged"), new Field("Content-Type", "application/json")),
                new UpstreamHeaders.Client("192.0.2.7", "http", 80, ""),
                allowed.requestEdits());
        assertEquals("alice", header(sent, "x-user"));
        assertEquals("application/json", header(sent, "content-type"));
        for (String name : List.of("X-User", "X-Other", "Set-Cookie")) {
            assertEquals(expected.contains(name), header(sent, name) != null, name);
        }
    }

    @Test
    void aServiceThatCannotBeAskedRefuses() {
        assertEquals(
                "403",
                Served.of(
                                GATEWAY,
                                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{filters: ["
                                        + auth("protocol: HTTP, http: {}") + "], " + A + "}]}}",
                                Served.services("a"),
                                "{kind: Service, metadata: {name: d}, spec: {ports: [{port: 80}]}}")
                        .get("x.y/"));
        String unknown = auth("protocol: HTTP, http: {}").replace("name: d", "name: none");
        Served served = rules("{filters: [" + unknown + "], " + A + "}, {matches: [{path: {value: /ok}}], " + A + "}");
        assertEquals("500", served.get("x.y/"));
        assertEquals("a", served.get("x.y/ok"));
        assertEquals(
                "500",
                rules("{backendRefs: [{name: a, port: 80, filters: [" + auth("protocol: HTTP, http: {}") + "]}]}")
                        .get("x.y/"));
    }

    // Extensions

    private static final String EXTENSION = "{type: ExtensionRef, extensionRef: {group: e.com, kind: F, name: f}}";

    @Test
    void anExtensionThatNobodyRegisteredIsNeverSkipped() {
        for (String rule : List.of(
                "{filters: [" + EXTENSION + "], " + A + "}",
                "{backendRefs: [{name: a, port: 80, filters: [" + EXTENSION + "]}]}")) {
            Served served = rules(rule + ", {matches: [{path: {value: /ok}}], " + A + "}");
            assertEquals("500", served.get("x.y/"));
            assertEquals("a", served.get("x.y/ok"));
            assertTrue(served.problems().get(0).startsWith("extension-ref-unresolved "), served.problems()::toString);
        }
    }

    @Test
    void anExtensionEditsOrAnswers() {
        HeaderEdits edit = new HeaderEdits(List.of(new Field("X", "v")), List.of(), List.of());
        LiveRoutes.Builder routes = LiveRoutes.builder()
                .filters(
                        "e.com",
                        "F",
                        ref -> ref.name().equals("f") && ref.namespace().equals("default")
                                ? request -> request.header("stop") == null
                                        ? new Verdict.Edit(edit, edit)
                                        : new Verdict.Answer(429, List.of(new Field("Retry-After", "1")), "later")
                                : null);
        Served served = Served.of(routes, manifests("{filters: [" + EXTENSION + "], " + A + "}"));
        assertEquals(List.of(edit), forward(served).requestEdits());
        assertEquals(List.of(edit), forward(served).responseEdits());
        Respond respond = assertInstanceOf(Respond.class, served.decide("GET", "x.y/", "stop: 1"));
        assertEquals("429 later", respond.status() + " " + respond.body());
        assertEquals("1", header(respond.fields(), "retry-after"));
    }

    // Timeouts and retries

    @Test
    void retriesAndTimeoutsAreTheRules() {
        Forward forward =
                forward(rules("{timeouts: {request: 0s, backendRequest: 2s}, retry: {codes: [500, 503], attempts: 3,"
                        + " backoff: 40ms}, " + A + "}"));
        assertEquals(Duration.ZERO, forward.requestTimeout());
        assertEquals(Duration.ofSeconds(2), forward.backendRequestTimeout());
        assertNotNull(forward.retry());
        assertEquals(Set.of(500, 503), forward.retry().codes());
        assertEquals(3, forward.retry().attempts());
        assertEquals(Duration.ofMillis(40), forward.retry().backoff());
        assertNull(forward(rules("{" + A + "}")).retry());
        assertEquals(1, forward(rules("{retry: {}, " + A + "}")).retry().attempts());
    }

    @Test
    void theNextTryIsAtAnotherEndpointOfTheSameBackend() {
        Served served = Served.of(
                GATEWAY,
                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{retry: {}, backendRefs:"
                        + " [{name: a, port: 80}, {name: b, port: 80, weight: 0}]}]}}",
                Served.services("b"),
                """
                {kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}

                {kind: EndpointSlice, metadata: {name: a, labels: {kubernetes.io/service-name: a}}, addressType: IPv4,
                 endpoints: [{addresses: [10.0.0.7]}, {addresses: [10.0.0.8]}, {addresses: [10.0.0.9]}], ports: [{port: 8080}]}
                """);
        Forward first = forward(served);
        Forward second = first.again(List.of(first.endpoint()));
        Forward third = second.again(List.of(first.endpoint(), second.endpoint()));
        assertEquals(
                3, Set.of(first.endpoint(), second.endpoint(), third.endpoint()).size());
        assertEquals("a", third.backend().name());
        Forward fourth = third.again(List.of(first.endpoint(), second.endpoint(), third.endpoint()));
        assertTrue(!fourth.endpoint().equals(third.endpoint()), "all were tried: any but the last");
    }

    // Protocols

    @ParameterizedTest(name = "appProtocol {0}: {1}")
    @CsvSource({
        ", HTTP_1_1",
        "http, HTTP_1_1",
        "kubernetes.io/h2c, HTTP_2",
        "grpc, HTTP_2",
        "kubernetes.io/ws, HTTP_1_1",
        "example.com/own, HTTP_1_1",
        "https, HTTP_1_1",
    })
    void theBackendIsSpokenToAsItsPortSays(String appProtocol, UpstreamProtocol expected) {
        assertEquals(expected, forward(withAppProtocol(appProtocol)).protocol());
        UpstreamProtocol upgraded = forward(withAppProtocol(appProtocol), "upgrade: websocket", "connection: upgrade")
                .protocol();
        assertEquals(expected == UpstreamProtocol.HTTP_2 ? expected : UpstreamProtocol.WEBSOCKET, upgraded);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "upgrade: websocket | connection: upgrade             | WEBSOCKET",
                "upgrade: WebSocket | connection: keep-alive, Upgrade | WEBSOCKET",
                "upgrade: websocket | connection: keep-alive          | HTTP_1_1",
                "upgrade: websocket | x-connection: upgrade           | HTTP_1_1",
                "upgrade: h2c       | connection: upgrade             | HTTP_1_1",
            })
    void aWebSocketIsWhatTheConnectionSaysToo(String upgrade, String connection, UpstreamProtocol expected) {
        assertEquals(
                expected, forward(withAppProtocol("http"), upgrade, connection).protocol());
    }

    @Test
    void aSecureWebSocketNeedsAPolicy() {
        assertEquals("500", withAppProtocol("kubernetes.io/wss").get("x.y/"));
    }

    private static Served withAppProtocol(String appProtocol) {
        String port = appProtocol == null ? "{port: 80}" : "{port: 80, appProtocol: " + appProtocol + "}";
        return Served.of(
                GATEWAY,
                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{" + A + "}]}}",
                Served.services("a").replace("{port: 80}", port));
    }

    // Sessions

    private static String token(Forward forward) {
        String cookie = header(answered(forward), "set-cookie");
        return cookie == null ? null : cookie.substring(0, cookie.indexOf(';'));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '@',
            value = {
                "{path: {value: /}}                                              @ s=T; Path=/; Secure; HttpOnly; SameSite=Strict",
                "{path: {value: /shop/cart/}}                                    @ s=T; Path=/shop/cart; Secure; HttpOnly; SameSite=Strict",
                "{path: {type: Exact, value: /shop}}                             @ s=T; Path=/shop; Secure; HttpOnly; SameSite=Strict",
                "{path: {value: /shop/a}}, {path: {value: /shop/b}}              @ s=T; Path=/shop; Secure; HttpOnly; SameSite=Strict",
                "{path: {value: /shop}}, {path: {value: /shopping}}              @ s=T; Path=/; Secure; HttpOnly; SameSite=Strict",
                "{path: {type: RegularExpression, value: \"/shop/[a-z]+/cart\"}} @ s=T; Path=/shop; Secure; HttpOnly; SameSite=Strict",
                "{path: {type: RegularExpression, value: \"/shop/cart\"}}        @ s=T; Path=/shop/cart; Secure; HttpOnly; SameSite=Strict",
                "{path: {type: RegularExpression, value: \"/a/b|/shop/.*\"}}     @ s=T; Path=/; Secure; HttpOnly; SameSite=Strict",
            })
    void aCookieIsForThePathsOfItsRule(String matches, String expected) {
        Served served = rules("{matches: [" + matches + "], sessionPersistence: {sessionName: s}, " + A + "}");
        String path = matches.contains("[a-z]")
                ? "/shop/x/cart"
                : matches.contains("cart") ? "/shop/cart" : matches.contains("/a}") ? "/shop/a" : "/shop";
        path = matches.contains("a/b|") ? "/shop/" : path;
        Forward forward = assertInstanceOf(Forward.class, served.decide("GET", "x.y" + path));
        assertEquals(expected, header(answered(forward), "set-cookie").replaceFirst("s=[^;]+", "s=T"));
    }

    @Test
    void aSessionKeepsItsBackendAtWeightZero() {
        String rule =
                "{sessionPersistence: {sessionName: s}, backendRefs: [{name: a, port: 80, weight: W}, {name: b, port: 80,"
                        + " weight: 1}]}";
        Served before = rules(rule.replace("W", "1000000"));
        Forward first = forward(before);
        String cookie = token(first);
        assertEquals("a", first.backend().name());
        Served after = rules(rule.replace("W", "0"));
        for (int i = 0; i < 5; i++) {
            Forward kept = forward(after, "cookie: app=1; " + cookie + "; more=2");
            assertEquals("a", kept.backend().name());
            assertNull(token(kept), "the client has it already");
        }
        assertEquals("b", forward(after).backend().name());
        assertEquals("b", forward(after, "cookie: s=forged").backend().name());
        assertEquals(
                "a", forward(after, "cookie: s=forged; " + cookie).backend().name(), "of several the first that lives");
        assertEquals(
                "a",
                forward(rules(rule.replace("W", "0").replace("weight: 1", "weight: 0")), "cookie: " + cookie)
                        .backend()
                        .name());
    }

    @Test
    void rulesShareNoSessions() {
        String rule = "sessionPersistence: {sessionName: s}, backendRefs: [{name: a, port: 80}, {name: b, port: 80}]}";
        Served served =
                rules("{matches: [{path: {value: /one}}], " + rule + ", {matches: [{path: {value: /two}}], " + rule);
        Forward one = assertInstanceOf(Forward.class, served.decide("GET", "x.y/one"));
        Forward two = assertInstanceOf(Forward.class, served.decide("GET", "x.y/two", "cookie: " + token(one)));
        assertNotNull(token(two), "a session of its own begins");
        assertTrue(!token(one).equals(token(two)));
    }

    @Test
    void aSessionMayLiveInAHeader() {
        Served served =
                rules("{sessionPersistence: {type: Header, sessionName: X-S}, backendRefs: [{name: a, port: 80}, {name:"
                        + " b, port: 80}]}");
        Forward first = forward(served);
        String token = header(answered(first), "x-s");
        for (int i = 0; i < 10; i++) {
            assertEquals(first.backend(), forward(served, "x-s: " + token).backend());
        }
    }

    @Test
    void aPermanentSessionTellsHowLongItLives() {
        Forward forward =
                forward(rules("{sessionPersistence: {sessionName: s, absoluteTimeout: 2h, cookieConfig: {lifetimeType:"
                        + " Permanent}}, " + A + "}"));
        String cookie = header(answered(forward), "set-cookie");
        assertTrue(cookie.contains("; Max-Age=7200;"), cookie);
        assertEquals(
                "a",
                forward(rules("{sessionPersistence: {absoluteTimeout: 2h}, " + A + "}"))
                        .backend()
                        .name());
    }

    @Test
    void aSessionMovesWithTheTryThatAnswers() {
        Served served = Served.of(
                GATEWAY,
                "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{retry: {},"
                        + " sessionPersistence: {sessionName: s}, " + A + "}]}}",
                """
                {kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}

                {kind: EndpointSlice, metadata: {name: a, labels: {kubernetes.io/service-name: a}}, addressType: IPv4,
                 endpoints: [{addresses: [10.0.0.7]}, {addresses: [10.0.0.8]}], ports: [{port: 8080}]}
                """);
        Forward first = forward(served);
        Forward pinned = forward(served, "cookie: " + token(first));
        assertEquals(first.endpoint(), pinned.endpoint());
        assertNull(token(pinned));
        Forward moved = pinned.again(List.of(pinned.endpoint()));
        assertEquals(
                moved.endpoint(), forward(served, "cookie: " + token(moved)).endpoint());
    }

    // Failures

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "MALFORMED, 400",
        "REFUSED, 403",
        "TOO_LARGE, 413",
        "INTERNAL, 500",
        "UNREACHABLE, 502",
        "UNAVAILABLE, 503",
        "TIMEOUT, 504"
    })
    void aFailureHasItsStatus(Failure failure, int status) {
        Respond respond = forward(rules("{" + A + "}")).failed(failure);
        assertEquals(status, respond.status());
        assertNull(respond.body());
    }
}
