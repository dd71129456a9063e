package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpRouteDecoderTest {
    private static final String HEAD =
            "apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: shop, namespace: web}";

    @Test
    void absentFieldsHaveTheDefaultsOfTheApi() {
        HttpRoute route = Decoding.clean(
                HttpRoute.class,
                "{" + HEAD + ", spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: a, port: 80}]}]}}");
        assertEquals("HTTPRoute web/shop", route.ref().toString());
        assertEquals(
                List.of(new ParentReference("gateway.networking.k8s.io", "Gateway", null, "gw", null, null)),
                route.parentRefs());
        assertEquals(
                List.of(new HttpRouteRule(
                        null,
                        List.of(new HttpRouteMatch(HttpPathMatch.DEFAULT, List.of(), List.of(), null)),
                        List.of(),
                        List.of(new HttpBackendRef(
                                new BackendObjectReference("", "Service", null, "a", 80), 1, List.of())),
                        null)),
                route.rules());
    }

    @Test
    void withoutRulesThereIsOneThatMatchesEverything() {
        for (String spec : List.of(
                "{}",
                "{rules: null}",
                "{rules: [{}]}",
                "{rules: [{matches: []}]}",
                "{rules: [{matches: [{path: {}}]}]}")) {
            HttpRoute route = Decoding.clean(HttpRoute.class, "{" + HEAD + ", spec: " + spec + "}");
            assertEquals(1, route.rules().size(), spec);
            assertEquals(
                    HttpPathMatch.DEFAULT, route.rules().get(0).matches().get(0).path(), spec);
        }
    }

    @Test
    void everyFieldIsRead() {
        HttpRoute route = Decoding.clean(HttpRoute.class, "{" + HEAD + """
                        , status: {parents: []}, spec: {
                          parentRefs: [{group: example.com, kind: Mesh, namespace: infra, name: gw, sectionName: web, port: 8080}],
                          hostnames: [a.example.com, "*.example.org"],
                          rules: [{
                            name: one,
                            matches: [{
                              path: {type: RegularExpression, value: "/(a|b"},
                              method: PATCH,
                              headers: [{name: X-A, value: "1"}, {type: RegularExpression, name: x-b, value: ".*"}],
                              queryParams: [{name: q, value: v}]
                            }, {path: {type: Exact, value: /login}}],
                            filters: [
                              {type: RequestHeaderModifier, requestHeaderModifier: {
                                set: [{name: A, value: a}], add: [{name: B, value: "b b"}], remove: [C]}},
                              {type: URLRewrite, urlRewrite: {hostname: b.example.com, path: {type: ReplaceFullPath, replaceFullPath: ""}}}
                            ],
                            backendRefs: [{
                              group: example.com, kind: Bucket, namespace: other, name: b, weight: 0,
                              filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {}}]
                            }],
                            timeouts: {request: 1m, backendRequest: 1s500ms}
                          }, {
                            matches: [{path: {value: /old}}],
                            filters: [{type: RequestRedirect, requestRedirect: {
                              scheme: https, hostname: c.example.com, port: 8443, statusCode: 308,
                              path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}]
                          }]}}""");
        HttpRouteRule one = route.rules().get(0);
        assertEquals(
                new ParentReference("example.com", "Mesh", "infra", "gw", "web", 8080),
                route.parentRefs().get(0));
        assertEquals(List.of(new Hostname("a.example.com"), new Hostname("*.example.org")), route.hostnames());
        assertEquals("one", one.name());
        assertEquals(
                new HttpRouteMatch(
                        new HttpPathMatch(HttpPathMatch.Type.REGULAR_EXPRESSION, "/(a|b"),
                        List.of(
                                new HttpHeaderMatch(ValueMatchType.EXACT, "X-A", "1"),
                                new HttpHeaderMatch(ValueMatchType.REGULAR_EXPRESSION, "x-b", ".*")),
                        List.of(new HttpQueryParamMatch(ValueMatchType.EXACT, "q", "v")),
                        "PATCH"),
                one.matches().get(0));
        assertEquals(
                List.of(
                        new HttpRouteFilter.RequestHeaderModifier(new HttpHeaderFilter(
                                List.of(new HttpHeaderFilter.HttpHeader("A", "a")),
                                List.of(new HttpHeaderFilter.HttpHeader("B", "b b")),
                                List.of("C"))),
                        new HttpRouteFilter.UrlRewrite(
                                new Hostname("b.example.com"), new HttpPathModifier.ReplaceFullPath(""))),
                one.filters());
        assertEquals(
                List.of(new HttpBackendRef(
                        new BackendObjectReference("example.com", "Bucket", "other", "b", null),
                        0,
                        List.of(new HttpRouteFilter.ResponseHeaderModifier(
                                new HttpHeaderFilter(List.of(), List.of(), List.of()))))),
                one.backendRefs());
        assertEquals(new HttpRouteTimeouts(Duration.ofMinutes(1), Duration.ofMillis(1500)), one.timeouts());
        assertEquals(
                List.of(new HttpRouteFilter.RequestRedirect(
                        "https",
                        new Hostname("c.example.com"),
                        new HttpPathModifier.ReplacePrefixMatch("/new"),
                        8443,
                        308)),
                route.rules().get(1).filters());
    }

    @Test
    void aRedirectIs302WhereItDoesNotSay() {
        HttpRoute route = Decoding.clean(
                HttpRoute.class,
                "{" + HEAD + ", spec: {rules: [{filters: [{type: RequestRedirect, requestRedirect: {}}]}]}}");
        assertEquals(
                List.of(new HttpRouteFilter.RequestRedirect(null, null, null, null, 302)),
                route.rules().get(0).filters());
    }

    static Stream<Arguments> spec() {
        return Decoding.rows("""
                {parentRefs: [{}]}                                          => E required-field parentRefs[0].name
                {parentRefs: [{name: ""}]}                                  => E invalid-value parentRefs[0].name
                {parentRefs: [gw]}                                          => E wrong-type parentRefs[0]
                {parentRefs: {name: gw}}                                    => E wrong-type parentRefs
                {parentRefs: [{name: gw, kind: "1"}]}                       => E invalid-value parentRefs[0].kind
                {parentRefs: [{name: gw, group: Core}]}                     => E invalid-value parentRefs[0].group
                {parentRefs: [{name: gw, namespace: A}]}                    => E invalid-value parentRefs[0].namespace
                {parentRefs: [{name: gw, sectionName: ""}]}                 => E invalid-value parentRefs[0].sectionName
                {parentRefs: [{name: gw, port: 0}]}                         => E invalid-value parentRefs[0].port
                {parentRefs: [{name: gw}, {name: gw}]}                      => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw}, {name: gw, namespace: web}]}      => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw}, {name: gw, namespace: b}]}        =>
                {parentRefs: [{name: gw}, {name: gw, kind: Service, group: ""}]} =>
                {parentRefs: [{name: gw}, {name: gw, sectionName: a}]}      => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, sectionName: a}, {name: gw, sectionName: a}]} => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, sectionName: a}, {name: gw, sectionName: b}]} =>
                {parentRefs: [{name: gw, port: 80}, {name: gw, port: 81}]}  =>
                {parentRefs: [{name: gw, port: 80}, {name: gw, port: 80}]}  => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, port: 80}, {name: gw}]}            => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, port: 80}, {name: gw, port: 81, sectionName: a}]} => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, sectionName: a}, {name: gw}]}      => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, sectionName: a, port: 80}, {name: gw, sectionName: a, port: 81}]} =>
                {parentRefs: [{name: gw, sectionName: a, port: 80}, {name: gw, sectionName: a}]} => E duplicate-value parentRefs[1]
                {parentRefs: [{name: gw, sectionName: a, port: 80}, {name: gw, sectionName: b}]} =>
                {hostnames: [""]}                                           => E invalid-value hostnames[0]
                {hostnames: [A.com, "b.com:80"]}    => E host-has-port-or-case hostnames[0]; E host-has-port-or-case hostnames[1]
                {hostnames: [b.com, 10.0.0.1, "::1"]} => E host-is-ip hostnames[1]; E host-is-ip hostnames[2]
                {hostnames: ["a.*.com"]}                                    => E invalid-value hostnames[0]
                {hostnames: [1]}                                            => E wrong-type hostnames[0]
                {hostnames: a.com}                                          => E wrong-type hostnames
                {rules: []}                                                 => E too-few rules
                {rules: {}}                                                 => E wrong-type rules
                {rules: [null]}                                             => E wrong-type rules[0]
                {rules: [{name: a}, {name: a}]}                             => H route-name-reused rules[1].name
                {useDefaultGateways: All}                                   =>
                {useDefaultGateways: all}  => E enum-case useDefaultGateways
                {hostNames: [a.com]}                                        => W unknown-field hostNames
                {rules: [{}], backendRefs: []}                              => W field-misplaced backendRefs
                {rules: [{hostnames: [a.com]}]}                             => W field-misplaced rules[0].hostnames
                """);
    }

    @ParameterizedTest
    @MethodSource
    void spec(String spec, List<String> problems) {
        Decoding.check("{" + HEAD + ", spec: @@}", "spec", spec, problems);
    }

    static Stream<Arguments> rule() {
        return Decoding.rows("""
                name: "A b"                                => E invalid-value name
                matches: [{path: {type: exact}}]           => E enum-case matches[0].path.type
                matches: [{path: {type: Prefix}}]          => E invalid-value matches[0].path.type
                matches: [{path: {value: ""}}]             => E invalid-value matches[0].path.value
                matches: [{path: {value: a}}]              => E invalid-value matches[0].path.value
                matches: [{path: {value: //}}]             => E invalid-value matches[0].path.value
                matches: [{path: {value: /a/./b}}]         => E invalid-value matches[0].path.value
                matches: [{path: {value: /a/../b}}]        => E invalid-value matches[0].path.value
                matches: [{path: {value: /a%2fb}}]         => E invalid-value matches[0].path.value
                matches: [{path: {value: /a%2Fb}}]         => E invalid-value matches[0].path.value
                matches: [{path: {value: "/a#b"}}]         => E invalid-value matches[0].path.value
                matches: [{path: {value: /a/..}}]          => E invalid-value matches[0].path.value
                matches: [{path: {value: /a/.}}]           => E invalid-value matches[0].path.value
                matches: [{path: {value: "/a b"}}]         => E invalid-value matches[0].path.value
                matches: [{path: {value: /a%2}}]           => E invalid-value matches[0].path.value
                matches: [{path: {value: /a%zz}}]          => E invalid-value matches[0].path.value
                matches: [{path: {value: "/a?b"}}]         => E invalid-value matches[0].path.value
                matches: [{path: {value: /a%20b}}]         =>
                matches: [{path: {value: "/-._~!$&'()*+,;=:@/..a/.b"}}] =>
                matches: [{path: {type: Exact, value: a}}] => E invalid-value matches[0].path.value
                matches: [{path: {type: RegularExpression, value: "[a"}}] =>
                matches: [{path: /a}]                      => E wrong-type matches[0].path
                matches: [{path: {value: 1}}]              => E wrong-type matches[0].path.value
                matches: [{method: get}]                   => E enum-case matches[0].method
                matches: [{method: BREW}]                  => E invalid-value matches[0].method
                matches: [{headers: [{value: a}]}]         => E required-field matches[0].headers[0].name
                matches: [{headers: [{name: a}]}]          => E required-field matches[0].headers[0].value
                matches: [{headers: [{name: a, value: ""}]}] => E invalid-value matches[0].headers[0].value
                matches: [{headers: [{name: a, value: "b c\td"}]}] =>
                matches: [{headers: [{name: a, value: " b"}]}] => W invalid-value matches[0].headers[0].value
                matches: [{headers: [{name: a, value: "b "}]}] => W invalid-value matches[0].headers[0].value
                matches: [{headers: [{name: a, value: "b  c"}]}] => W invalid-value matches[0].headers[0].value
                matches: [{headers: [{name: a, value: ü}]}] => W invalid-value matches[0].headers[0].value
                matches: [{headers: [{name: "a b", value: a}]}] => E invalid-value matches[0].headers[0].name
                matches: [{headers: [{name: a, value: 1}]}] => E wrong-type matches[0].headers[0].value
                matches: [{headers: [{name: a, value: a, type: regex}]}] => E invalid-value matches[0].headers[0].type
                matches: [{headers: [{name: a, value: a}, {name: a, value: b}]}] => E duplicate-value matches[0].headers[1].name
                matches: [{headers: [{name: a, value: a}, {name: A, value: b}]}] => W header-duplicate-ignored matches[0].headers[1].name
                matches: [{queryParams: [{name: a, value: a}, {name: a, value: b}]}] => E duplicate-value matches[0].queryParams[1].name
                matches: [{queryParams: [{name: a, value: a}, {name: A, value: b}]}] =>
                matches: [{queryParams: [{name: "", value: a}]}] => E invalid-value matches[0].queryParams[0].name
                matches: [{queryParams: [{name: a}]}]      => E required-field matches[0].queryParams[0].value
                matches: [{pathType: Exact}]               => W unknown-field matches[0].pathType
                backendRefs: [{name: a}]                   => E required-field backendRefs[0].port
                backendRefs: [{name: a, kind: Bucket}]     =>
                backendRefs: [{port: 80}]                  => E required-field backendRefs[0].name
                backendRefs: [{name: a, port: "80"}]       => E wrong-type backendRefs[0].port
                backendRefs: [{name: a, port: 80.5}]       => E wrong-type backendRefs[0].port
                backendRefs: [{name: a, port: 80.0}]       =>
                backendRefs: [{name: a, port: 65536}]      => E invalid-value backendRefs[0].port
                backendRefs: [{name: a, port: 80, weight: -1}] => E invalid-value backendRefs[0].weight
                backendRefs: [{name: a, port: 80, weight: 1000001}] => E invalid-value backendRefs[0].weight
                timeouts: {request: 10}                    => E wrong-type timeouts.request
                timeouts: {request: 1.5s}                  => E invalid-value timeouts.request
                timeouts: {request: 1s, backendRequest: 2s} => E timeout-order timeouts.backendRequest
                timeouts: {request: 0s, backendRequest: 2s} =>
                timeouts: {backendRequest: 2s}             =>
                retry: {codes: [500, 503], attempts: 2, backoff: 1s} =>
                retry: {codes: [399, 600, 500, 500]} => E invalid-value retry.codes[0]; E invalid-value retry.codes[1]; E duplicate-value retry.codes[3]
                retry: {attempts: 0, backoff: soon} => E invalid-value retry.attempts; E invalid-value retry.backoff
                sessionPersistence: {type: Header, cookieConfig: {}} => E field-not-allowed sessionPersistence.cookieConfig
                sessionPersistence: {cookieConfig: {lifetimeType: Permanent}} => E required-field sessionPersistence.absoluteTimeout
                sessionPersistence: {sessionName: s, absoluteTimeout: 1h, cookieConfig: {lifetimeType: Permanent}} =>
                sessionPersistence: {sessionName: "a b"} => E invalid-value sessionPersistence.sessionName
                sessionPersistence: {sessionName: "", type: cookie} => E enum-case sessionPersistence.type
                sessionPersistence: {absoluteTimeout: 1d, idleTimeout: 1h} => E invalid-value sessionPersistence.absoluteTimeout; W unknown-field sessionPersistence.idleTimeout
                sessionPersistence: {cookieConfig: {lifetimeType: Forever}} => E invalid-value sessionPersistence.cookieConfig.lifetimeType
                filter: []                                 => W unknown-field filter
                """);
    }

    @ParameterizedTest
    @MethodSource
    void rule(String rule, List<String> problems) {
        Decoding.check("{" + HEAD + ", spec: {rules: [{@@}]}}", "spec.rules[0]", rule, problems);
    }

    static Stream<Arguments> filter() {
        return Decoding.rows(
                """
                {}                                                   => E required-field [0].type
                {type: RequestRedirect}                              => E required-field [0].requestRedirect
                {type: requestRedirect, requestRedirect: {}}         => E enum-case [0].type
                {type: Teleport}                                     => E invalid-value [0].type
                {type: RequestRedirect, requestRedirect: {}, urlRewrite: {}} => E field-not-allowed [0].urlRewrite
                {type: RequestRedirect, requestRedirect: {}}, {type: RequestRedirect, requestRedirect: {}} => E duplicate-value [1].type
                {type: RequestHeaderModifier, requestHeaderModifier: {}}, {type: RequestHeaderModifier, requestHeaderModifier: {}} => E duplicate-value [1].type
                {type: RequestRedirect, requestRedirect: {scheme: HTTPS}} => E enum-case [0].requestRedirect.scheme
                {type: RequestRedirect, requestRedirect: {scheme: ftp}} => E invalid-value [0].requestRedirect.scheme
                {type: RequestRedirect, requestRedirect: {hostname: "*.a.com"}} => E invalid-value [0].requestRedirect.hostname
                {type: RequestRedirect, requestRedirect: {port: 0}}  => E invalid-value [0].requestRedirect.port
                {type: RequestRedirect, requestRedirect: {statusCode: 300}} => E invalid-value [0].requestRedirect.statusCode
                {type: RequestRedirect, requestRedirect: {path: {}}} => E required-field [0].requestRedirect.path.type
                {type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath}}} => E required-field [0].requestRedirect.path.replaceFullPath
                {type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: /, replacePrefixMatch: /}}} => E field-not-allowed [0].requestRedirect.path.replacePrefixMatch
                {type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replaceFullPath: /}}} => E required-field [0].urlRewrite.path.replacePrefixMatch; E field-not-allowed [0].urlRewrite.path.replaceFullPath
                {type: URLRewrite, urlRewrite: {hostname: "a.com:80"}} => E host-has-port-or-case [0].urlRewrite.hostname
                {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: A}]}} => E required-field [0].requestHeaderModifier.set[0].value
                {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: A, value: "a\\r\\nB: b"}]}} => E invalid-value [0].requestHeaderModifier.set[0].value
                {type: ResponseHeaderModifier, responseHeaderModifier: {add: [{name: A, value: "a  b"}]}} => W invalid-value [0].responseHeaderModifier.add[0].value
                {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: "A:", value: a}]}} => E invalid-value [0].requestHeaderModifier.set[0].name
                {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: A, value: a}, {name: A, value: b}]}} => E duplicate-value [0].requestHeaderModifier.set[1].name
                {type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: A, value: a}, {name: a, value: b}]}} => W header-duplicate-ignored [0].requestHeaderModifier.add[1].name
                {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: A, value: a}], add: [{name: a, value: b}]}} => E header-action-conflict [0].requestHeaderModifier.add[0].name
                {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: A, value: a}], remove: [a]}} => E header-action-conflict [0].requestHeaderModifier.remove[0]
                {type: RequestHeaderModifier, requestHeaderModifier: {remove: [a, a]}} => E duplicate-value [0].requestHeaderModifier.remove[1]
                {type: ExtensionRef, extensionRef: {group: a.com, kind: K, name: n}} =>
                {type: ExtensionRef, extensionRef: {kind: K, name: n, namespace: a}} => E required-field [0].extensionRef.group; W unknown-field [0].extensionRef.namespace
                {type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, percent: 10}} =>
                {type: RequestMirror, requestMirror: {}} => E required-field [0].requestMirror.backendRef
                {type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, percent: 101, fraction: {numerator: 1}}} => E invalid-value [0].requestMirror.percent; E mirror-percent-and-fraction [0].requestMirror
                {type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, fraction: {numerator: 101}}} => E invalid-value [0].requestMirror.fraction.numerator
                {type: CORS, cors: {allowOrigins: ["https://*.a.com:8443", "http://b"], allowMethods: ["*"], allowHeaders: [X-A], exposeHeaders: ["*"], maxAge: 5, allowCredentials: true}} =>
                {type: CORS, cors: {allowOrigins: [a.com, "https://a.com/", "https://a:99999"]}} => E cors-origin-format [0].cors.allowOrigins[0]; E cors-origin-format [0].cors.allowOrigins[1]; E cors-origin-format [0].cors.allowOrigins[2]
                {type: CORS, cors: {allowOrigins: ["*", "https://a"], allowMethods: [get, GET, GET], maxAge: 0}} => E invalid-value [0].cors.allowOrigins[0]; E enum-case [0].cors.allowMethods[0]; E duplicate-value [0].cors.allowMethods[2]; E invalid-value [0].cors.maxAge
                {type: CORS, cors: {}}, {type: CORS, cors: {}} => E duplicate-value [1].type
                {type: CORS, cors: {allowMethods: ["*", GET], allowHeaders: [X, "*"], exposeHeaders: [X, "*"]}} => E invalid-value [0].cors.allowMethods[0]; E invalid-value [0].cors.allowHeaders[1]
                {type: CORS, cors: {allowHeaders: [X, X], exposeHeaders: ["a b", Y, Y], allowCredentials: "true"}} => E duplicate-value [0].cors.allowHeaders[1]; E wrong-type [0].cors.allowCredentials; E invalid-value [0].cors.exposeHeaders[0]; E duplicate-value [0].cors.exposeHeaders[2]
                {type: CORS, cors: {allowMethods: [GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH]}} =>
                {type: CORS, cors: {allowMethods: [GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH, "*"]}} => E too-many [0].cors.allowMethods; E invalid-value [0].cors.allowMethods[9]
                {type: CORS, cors: {allowMethods: [BREW]}} => E invalid-value [0].cors.allowMethods[0]
                {type: RequestMirror, requestMirror: {backendRef: {name: a}, fraction: {}}} => E required-field [0].requestMirror.backendRef.port; E required-field [0].requestMirror.fraction.numerator
                {type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, fraction: {numerator: 0, denominator: 0}}} => E invalid-value [0].requestMirror.fraction.denominator
                {type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, percent: -1}} => E invalid-value [0].requestMirror.percent
                {type: ExternalAuth, externalAuth: {}} => E required-field [0].externalAuth.protocol; E required-field [0].externalAuth.backendRef
                {type: ExternalAuth, externalAuth: {protocol: http, backendRef: {name: a}}} => E enum-case [0].externalAuth.protocol; E required-field [0].externalAuth.backendRef.port
                {type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: a, port: 80}, http: {}}} => E required-field [0].externalAuth.grpc; E field-not-allowed [0].externalAuth.http
                {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 80}, http: {path: "/a b", allowedHeaders: [a, a]}, forwardBody: {maxSize: -1}}} => E duplicate-value [0].externalAuth.http.allowedHeaders[1]; E invalid-value [0].externalAuth.http.path; E invalid-value [0].externalAuth.forwardBody.maxSize
                {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 80}, http: {path: "", allowedResponseHeaders: [b, b]}}} => E invalid-value [0].externalAuth.http.path; E duplicate-value [0].externalAuth.http.allowedResponseHeaders[1]
                @A, @A => E duplicate-value [1].type
                {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 80}, grpc: {}}} => E required-field [0].externalAuth.http; E field-not-allowed [0].externalAuth.grpc
                """.replace(
                                "@A",
                                "{type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: a, port: 80}, grpc: {}}}"));
    }

    @ParameterizedTest
    @MethodSource("filter")
    void filterOfARule(String filters, List<String> problems) {
        Decoding.check("{" + HEAD + ", spec: {rules: [{filters: [@@]}]}}", "spec.rules[0].filters", filters, problems);
    }

    @ParameterizedTest
    @MethodSource("filter")
    void filterOfABackend(String filters, List<String> problems) {
        Decoding.check(
                "{" + HEAD + ", spec: {rules: [{backendRefs: [{name: a, port: 80, filters: [@@]}]}]}}",
                "spec.rules[0].backendRefs[0].filters",
                filters,
                problems);
    }

    static Stream<Arguments> together() {
        return Decoding.rows("""
                {filters: [{type: RequestRedirect, requestRedirect: {}}, {type: URLRewrite, urlRewrite: {}}]} => E redirect-with-rewrite filters
                {filters: [{type: RequestRedirect, requestRedirect: {}}], backendRefs: [{name: a, port: 80}]} => E redirect-with-backend backendRefs
                {filters: [{type: RequestRedirect, requestRedirect: {}}], backendRefs: []} =>
                {backendRefs: [{name: a, port: 80, filters: [{type: RequestRedirect, requestRedirect: {}}]}]} =>
                {matches: [{path: {value: /a}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]} =>
                {matches: [{path: {type: Exact, value: /a}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]} => E replace-prefix-needs-prefix filters[0].urlRewrite.path.type
                {matches: [{path: {value: /a}}, {path: {value: /b}}], filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]} => E replace-prefix-needs-prefix filters[0].requestRedirect.path.type
                {matches: [{path: {type: Exact, value: /a}}], backendRefs: [{name: a, port: 80, filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]}]} => E replace-prefix-needs-prefix backendRefs[0].filters[0].urlRewrite.path.type
                """);
    }

    @ParameterizedTest
    @MethodSource("together")
    void whatGoesTogether(String rule, List<String> problems) {
        Decoding.check("{" + HEAD + ", spec: {rules: [@@]}}", "spec.rules[0]", rule, problems);
    }

    @Test
    void listsAreBounded() {
        String match = "{path: {value: /a}}";
        assertLimit(32, i -> "{name: g" + i + "}", "{parentRefs: [%]}", "too-many spec.parentRefs");
        assertLimit(16, i -> "h" + i + ".com", "{hostnames: [%]}", "too-many spec.hostnames");
        assertLimit(16, i -> "{}", "{rules: [%]}", "too-many spec.rules");
        assertLimit(64, i -> match, "{rules: [{matches: [%]}]}", "matches-over-limit spec.rules[0].matches");
        String full = "{matches: [" + String.join(", ", Collections.nCopies(64, match)) + "]}";
        assertLimit(
                64,
                i -> match,
                "{rules: [" + full + ", {matches: [%]}]}",
                "matches-over-limit spec.rules[1].matches",
                "matches-over-limit spec.rules");
        String header = "{rules: [{matches: [{headers: [%]}]}]}";
        assertLimit(16, i -> "{name: n" + i + ", value: v}", header, "too-many spec.rules[0].matches[0].headers");
        assertLimit(
                16,
                i -> "{name: n" + i + ", value: v}",
                header.replace("headers", "queryParams"),
                "too-many spec.rules[0].matches[0].queryParams");
        assertLimit(
                16,
                i -> "{name: b" + i + ", port: 80}",
                "{rules: [{backendRefs: [%]}]}",
                "too-many spec.rules[0].backendRefs");
        String set = "{rules: [{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [%]}}]}]}";
        assertLimit(
                16,
                i -> "{name: n" + i + ", value: v}",
                set,
                "too-many spec.rules[0].filters[0].requestHeaderModifier.set");
        assertLimit(
                16,
                i -> "n" + i,
                set.replace("set", "remove"),
                "too-many spec.rules[0].filters[0].requestHeaderModifier.remove");
        String filters = "{rules: [{filters: [%]}]}";
        String mirror = "{type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}}}";
        assertLimit(16, i -> mirror, filters, "too-many spec.rules[0].filters");
        assertLimit(
                16,
                i -> mirror,
                "{rules: [{backendRefs: [{name: a, port: 80, filters: [%]}]}]}",
                "too-many spec.rules[0].backendRefs[0].filters");
        for (String list : List.of("allowHeaders", "exposeHeaders")) {
            assertLimit(
                    64,
                    i -> "n" + i,
                    filters.replace("%", "{type: CORS, cors: {" + list + ": [%]}}"),
                    "too-many spec.rules[0].filters[0].cors." + list);
        }
        assertLimit(
                64,
                i -> "\"https://n" + i + "\"",
                filters.replace("%", "{type: CORS, cors: {allowOrigins: [%]}}"),
                "too-many spec.rules[0].filters[0].cors.allowOrigins");
        for (String list : List.of("allowedHeaders", "allowedResponseHeaders")) {
            assertLimit(
                    64,
                    i -> "n" + i,
                    filters.replace(
                            "%",
                            "{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 80}, http: {"
                                    + list + ": [%]}}}"),
                    "too-many spec.rules[0].filters[0].externalAuth.http." + list);
        }
        String path = "{rules: [{matches: [{path: {value: /%}}]}]}";
        assertEquals(List.of(), problems(path.replace("%", "a".repeat(1023))));
        assertEquals(
                List.of("E invalid-value spec.rules[0].matches[0].path.value"),
                problems(path.replace("%", "a".repeat(1024))));
    }

    private static void assertLimit(int max, IntFunction<String> element, String spec, String... names) {
        Decoding.assertLimit(max, element, "{" + HEAD + ", spec: @@}", spec, names);
    }

    private static List<String> problems(String spec) {
        return Decoding.lines(
                Decoding.decode("{" + HEAD + ", spec: " + spec + "}").problems());
    }

    @Test
    void ofHeaderNamesEqualButForCaseTheFirstCounts() {
        Resources resources = Decoding.decode("{" + HEAD
                + ", spec: {rules: [{matches: [{headers: [{name: Abc, value: a}, {name: aBC, value: b}]}]}]}}");
        assertEquals(
                List.of(new HttpHeaderMatch(ValueMatchType.EXACT, "Abc", "a")),
                resources
                        .all(HttpRoute.class)
                        .get(0)
                        .rules()
                        .get(0)
                        .matches()
                        .get(0)
                        .headers());
    }

    @Test
    void theFiltersOfTheExtendedApiAreRead() {
        assertEquals(
                List.of(
                        new HttpRouteFilter.RequestMirror(
                                new BackendObjectReference("", "Service", "b", "copy", 80), 100, 100),
                        new HttpRouteFilter.RequestMirror(service("copy"), 10, 100),
                        new HttpRouteFilter.RequestMirror(service("copy"), 3, 100),
                        new HttpRouteFilter.RequestMirror(service("copy"), 1, 1000),
                        new HttpRouteFilter.Cors(
                                List.of("https://a.com", "http://*.b.com:81"),
                                true,
                                List.of("GET", "PUT"),
                                List.of("X-A"),
                                List.of("X-B", "*"),
                                60),
                        new HttpRouteFilter.ExternalAuth(
                                service("auth"),
                                HttpRouteFilter.ExternalAuth.Protocol.HTTP,
                                List.of("X-User"),
                                "/check",
                                List.of("X-Id"),
                                1024),
                        new HttpRouteFilter.ExtensionRef(new ObjectRef("a.com", "Limit", "web", "slow"))),
                filters("""
                        {type: RequestMirror, requestMirror: {backendRef: {name: copy, namespace: b, port: 80}}},
                        {type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, percent: 10}},
                        {type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, fraction: {numerator: 3}}},
                        {type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, fraction: {numerator: 1, denominator: 1000}}},
                        {type: CORS, cors: {allowOrigins: ["https://a.com", "http://*.b.com:81"], allowMethods: [GET, PUT],
                          allowHeaders: [X-A], exposeHeaders: [X-B, "*"], allowCredentials: true, maxAge: 60}},
                        {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: auth, port: 80}, forwardBody: {maxSize: 1024},
                          http: {path: /check, allowedHeaders: [X-User], allowedResponseHeaders: [X-Id]}}},
                        {type: ExtensionRef, extensionRef: {group: a.com, kind: Limit, name: slow}}"""));
        assertEquals(
                List.of(
                        new HttpRouteFilter.Cors(List.of(), false, List.of(), List.of(), List.of(), 5),
                        new HttpRouteFilter.ExternalAuth(
                                service("auth"),
                                HttpRouteFilter.ExternalAuth.Protocol.GRPC,
                                List.of("X-User"),
                                "",
                                List.of(),
                                0)),
                filters("""
                        {type: CORS, cors: {}},
                        {type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: auth, port: 80}, grpc: {allowedHeaders: [X-User]}}}"""));
    }

    @Test
    void retriesAndSessionsAreRead() {
        HttpRouteRule rule = rule("""
                {retry: {codes: [500, 503], attempts: 3, backoff: 100ms},
                 sessionPersistence: {sessionName: sid, absoluteTimeout: 1h, cookieConfig: {lifetimeType: Permanent}}}""");
        assertEquals(new HttpRouteRetry(List.of(500, 503), 3, Duration.ofMillis(100)), rule.retry());
        assertEquals(
                new SessionPersistence(SessionPersistence.Type.COOKIE, "sid", Duration.ofHours(1), true),
                rule.sessionPersistence());
        HttpRouteRule empty = rule("{retry: {}, sessionPersistence: {type: Header}}");
        assertEquals(new HttpRouteRetry(List.of(), null, null), empty.retry());
        assertEquals(
                new SessionPersistence(SessionPersistence.Type.HEADER, null, null, false), empty.sessionPersistence());
        HttpRouteRule none = rule("{}");
        assertNull(none.retry());
        assertNull(none.sessionPersistence());
    }

    @Test
    void aRouteMayAskForTheDefaultGateways() {
        for (String spec : List.of("{useDefaultGateways: All}", "{useDefaultGateways: None}", "{}")) {
            assertEquals(
                    spec.contains("All"),
                    Decoding.decode("{" + HEAD + ", spec: " + spec + "}")
                            .all(HttpRoute.class)
                            .get(0)
                            .useDefaultGateways(),
                    spec);
        }
    }

    private static BackendObjectReference service(String name) {
        return new BackendObjectReference("", "Service", null, name, 80);
    }

    private static List<HttpRouteFilter> filters(String filters) {
        return rule("{filters: [" + filters + "]}").filters();
    }

    private static HttpRouteRule rule(String rule) {
        return Decoding.decode("{" + HEAD + ", spec: {rules: [" + rule + "]}}")
                .all(HttpRoute.class)
                .get(0)
                .rules()
                .get(0);
    }
}
