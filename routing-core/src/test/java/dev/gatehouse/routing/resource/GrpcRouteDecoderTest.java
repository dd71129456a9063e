package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrpcRouteDecoderTest {
    private static final String ROUTE =
            "{apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, metadata: {name: shop, namespace: web}, spec: @@}";

    @Test
    void absentFieldsHaveTheDefaultsOfTheApi() {
        GrpcRoute route =
                Decoding.clean(GrpcRoute.class, ROUTE.replace("@@", "{rules: [{matches: [{method: {service: a}}]}]}"));
        assertEquals("GRPCRoute web/shop", route.ref().toString());
        assertEquals(List.of(), route.parentRefs());
        assertEquals(List.of(), route.hostnames());
        assertEquals(false, route.useDefaultGateways());
        assertEquals(
                List.of(new GrpcRouteRule(
                        null,
                        List.of(new GrpcRouteMatch(new GrpcMethodMatch(ValueMatchType.EXACT, "a", null), List.of())),
                        List.of(),
                        List.of(),
                        null)),
                route.rules());
        GrpcRouteMatch match = Decoding.clean(GrpcRoute.class, ROUTE.replace("@@", "{rules: [{matches: [{}]}]}"))
                .rules()
                .get(0)
                .matches()
                .get(0);
        assertNull(match.method());
    }

    @Test
    void neitherRulesNorMatchesAreMadeUp() {
        for (String spec : List.of("{}", "{rules: []}", "{rules: null}")) {
            assertEquals(
                    List.of(),
                    Decoding.clean(GrpcRoute.class, ROUTE.replace("@@", spec)).rules());
        }
        assertEquals(
                List.of(),
                Decoding.clean(GrpcRoute.class, ROUTE.replace("@@", "{rules: [{}]}"))
                        .rules()
                        .get(0)
                        .matches());
    }

    @Test
    void everyFieldIsRead() {
        GrpcRoute route =
                Decoding.decode(ROUTE.replace("@@", """
                        {parentRefs: [{name: gw}], hostnames: [a.com], useDefaultGateways: All, rules: [{
                          name: one,
                          matches: [{method: {type: RegularExpression, service: "a.*", method: "b+"}, headers: [{type: RegularExpression, name: X, value: .}]}],
                          filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [A]}},
                                    {type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, percent: 1}},
                                    {type: ExtensionRef, extensionRef: {group: "", kind: K, name: n}}],
                          backendRefs: [{name: b, port: 80, weight: 3, filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {}}]}],
                          sessionPersistence: {type: Header}}]}""")).all(GrpcRoute.class).get(0);
        assertEquals(
                new GrpcRoute(
                        route.metadata(),
                        List.of(new ParentReference("gateway.networking.k8s.io", "Gateway", null, "gw", null, null)),
                        true,
                        List.of(new Hostname("a.com")),
                        List.of(new GrpcRouteRule(
                                "one",
                                List.of(new GrpcRouteMatch(
                                        new GrpcMethodMatch(ValueMatchType.REGULAR_EXPRESSION, "a.*", "b+"),
                                        List.of(new HttpHeaderMatch(ValueMatchType.REGULAR_EXPRESSION, "X", ".")))),
                                List.of(
                                        new HttpRouteFilter.RequestHeaderModifier(
                                                new HttpHeaderFilter(List.of(), List.of(), List.of("A"))),
                                        new HttpRouteFilter.RequestMirror(
                                                new BackendObjectReference("", "Service", null, "copy", 80), 1, 100),
                                        new HttpRouteFilter.ExtensionRef(new ObjectRef("", "K", "web", "n"))),
                                List.of(new HttpBackendRef(
                                        new BackendObjectReference("", "Service", null, "b", 80),
                                        3,
                                        List.of(new HttpRouteFilter.ResponseHeaderModifier(
                                                new HttpHeaderFilter(List.of(), List.of(), List.of()))))),
                                new SessionPersistence(SessionPersistence.Type.HEADER, null, null, false)))),
                route);
    }

    static Stream<Arguments> rule() {
        return Decoding.rows("""
                name: A                                             => E invalid-value name
                matches: [{method: {}}]                             => E required-field matches[0].method
                matches: [{method: {type: Exact}}]                  => E required-field matches[0].method
                matches: [{method: {type: RegularExpression}}]      => E required-field matches[0].method
                matches: [{method: {method: Get}}]                  =>
                matches: [{method: {type: exact, method: Get}}]     => E enum-case matches[0].method.type
                matches: [{method: {type: Prefix, method: Get}}]    => E invalid-value matches[0].method.type
                matches: [{method: {service: shop.v1.Cart_2}}]      =>
                matches: [{method: {service: .shop}}]               =>
                matches: [{method: {service: SHOP}}]                =>
                matches: [{method: {service: ""}}]                  => E invalid-value matches[0].method.service
                matches: [{method: {service: shop.}}]               => E invalid-value matches[0].method.service
                matches: [{method: {service: shop..v1}}]            => E invalid-value matches[0].method.service
                matches: [{method: {service: ..shop}}]              => E invalid-value matches[0].method.service
                matches: [{method: {service: shop.1v}}]             => E invalid-value matches[0].method.service
                matches: [{method: {service: /shop}}]               => E invalid-value matches[0].method.service
                matches: [{method: {service: a-b}}]                 => E invalid-value matches[0].method.service
                matches: [{method: {service: ü}}]                   => E invalid-value matches[0].method.service
                matches: [{method: {method: ""}}]                   => E invalid-value matches[0].method.method
                matches: [{method: {method: a.b}}]                  => E invalid-value matches[0].method.method
                matches: [{method: {method: 1a}}]                   => E invalid-value matches[0].method.method
                matches: [{method: {method: _a1}}]                  =>
                matches: [{method: {type: RegularExpression, service: "a-[b", method: ""}}] =>
                matches: [{headers: [{name: a, value: b}, {name: a, value: c}]}] => E duplicate-value matches[0].headers[1].name
                matches: [{headers: [{name: a}]}]                   => E required-field matches[0].headers[0].value
                matches: [{headers: [{name: a, value: ""}]}]        => E invalid-value matches[0].headers[0].value
                matches: [{path: {value: /}}]                       => W unknown-field matches[0].path
                timeouts: {request: 1s}                             => W unknown-field timeouts
                backendRefs: [{name: a}]                            => E required-field backendRefs[0].port
                filters: [{type: RequestRedirect, requestRedirect: {}}] => E invalid-value filters[0].type; W unknown-field filters[0].requestRedirect
                filters: [{type: CORS, cors: {}}]                   => E invalid-value filters[0].type; W unknown-field filters[0].cors
                filters: [{type: ExtensionRef, extensionRef: {group: "", kind: K, name: n}, urlRewrite: {}}] => W unknown-field filters[0].urlRewrite
                filters: [{type: ExtensionRef, requestMirror: {}}]  => E field-not-allowed filters[0].requestMirror; E required-field filters[0].extensionRef
                filters: [@H, @H]                                   => E duplicate-value filters[1].type
                backendRefs: [{name: a, port: 80, filters: [@H, @H]}] => E duplicate-value backendRefs[0].filters[1].type
                sessionPersistence: {type: Header, cookieConfig: {}} => E field-not-allowed sessionPersistence.cookieConfig
                """.replace("@H", "{type: RequestHeaderModifier, requestHeaderModifier: {}}"));
    }

    @ParameterizedTest
    @MethodSource
    void rule(String rule, List<String> problems) {
        Decoding.check(ROUTE.replace("@@", "{rules: [{@@}]}"), "spec.rules[0]", rule, problems);
    }

    static Stream<Arguments> spec() {
        return Decoding.rows("""
                {hostnames: ["a.com:80"]}                   => E host-has-port-or-case hostnames[0]
                {parentRefs: [{name: gw}, {name: gw}]}      => E duplicate-value parentRefs[1]
                {rules: [{name: a}, {name: a}]}             => H route-name-reused rules[1].name
                {useDefaultGateways: Some}                  => E invalid-value useDefaultGateways
                """);
    }

    @ParameterizedTest
    @MethodSource
    void spec(String spec, List<String> problems) {
        Decoding.check(ROUTE, "spec", spec, problems);
    }

    @Test
    void listsAreBounded() {
        Decoding.assertLimit(16, i -> "h" + i + ".com", ROUTE, "{hostnames: [%]}", "too-many spec.hostnames");
        Decoding.assertLimit(16, i -> "{}", ROUTE, "{rules: [%]}", "too-many spec.rules");
        Decoding.assertLimit(
                64, i -> "{}", ROUTE, "{rules: [{matches: [%]}]}", "matches-over-limit spec.rules[0].matches");
        String full = "{matches: [" + String.join(", ", Collections.nCopies(64, "{}")) + "]}";
        Decoding.assertLimit(
                64,
                i -> "{}",
                ROUTE,
                "{rules: [" + full + ", {matches: [%]}]}",
                "matches-over-limit spec.rules[1].matches",
                "matches-over-limit spec.rules");
        Decoding.assertLimit(
                16,
                i -> "{name: n" + i + ", value: v}",
                ROUTE,
                "{rules: [{matches: [{headers: [%]}]}]}",
                "too-many spec.rules[0].matches[0].headers");
        Decoding.assertLimit(
                16,
                i -> "{name: b" + i + ", port: 80}",
                ROUTE,
                "{rules: [{backendRefs: [%]}]}",
                "too-many spec.rules[0].backendRefs");
        String method = "{rules: [{matches: [{method: {method: %}}]}]}";
        Decoding.check(ROUTE, "spec.rules[0]", method.replace("%", "a".repeat(1024)), List.of());
        Decoding.check(
                ROUTE,
                "spec.rules[0]",
                method.replace("%", "a".repeat(1025)),
                List.of("E invalid-value matches[0].method.method"));
    }
}
