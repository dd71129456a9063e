package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayDecoderTest {
    private static final String HEAD =
            "apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge}";
    private static final String SPEC = "{" + HEAD + ", spec: {gatewayClassName: gatehouse, @@}}";
    private static final String SET =
            "{apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet, metadata: {name: more, namespace: web}, spec: {@@}}";
    private static final String HTTP = "listeners: [{name: http, port: 80, protocol: HTTP}]";

    @Test
    void absentFieldsHaveTheDefaultsOfTheApi() {
        Gateway gateway = Decoding.clean(Gateway.class, SPEC.replace("@@", HTTP));
        assertEquals("Gateway default/edge", gateway.ref().toString());
        assertEquals("gatehouse", gateway.gatewayClassName());
        assertEquals(List.of(new Listener("http", null, 80, "HTTP", null, AllowedRoutes.DEFAULT)), gateway.listeners());
        assertEquals(AllowedRoutes.From.SAME, AllowedRoutes.DEFAULT.from());
    }

    @Test
    void everyFieldIsRead() {
        Gateway gateway = Decoding.clean(Gateway.class, SPEC.replace("@@", """
                        listeners: [
                          {name: a, port: 443, protocol: HTTPS, hostname: "*.example.com",
                           tls: {certificateRefs: [{name: one}, {group: example.com, kind: Vault, namespace: certs, name: two}]},
                           allowedRoutes: {kinds: [{kind: HTTPRoute}, {group: example.com, kind: Route}],
                             namespaces: {from: Selector, selector: {
                               matchLabels: {team: shop},
                               matchExpressions: [{key: stage, operator: NotIn, values: [test]}, {key: a.b/c, operator: Exists}]}}}},
                          {name: b, port: 443, protocol: TLS, hostname: example.com, tls: {mode: Passthrough},
                           allowedRoutes: {namespaces: {from: All}}},
                          {name: c, port: 443, protocol: example.com/quic}]"""));
        Listener a = gateway.listeners().get(0);
        assertEquals(new Hostname("*.example.com"), a.hostname());
        assertEquals(
                new ListenerTls(
                        ListenerTls.Mode.TERMINATE,
                        List.of(
                                new SecretObjectReference("", "Secret", null, "one"),
                                new SecretObjectReference("example.com", "Vault", "certs", "two")),
                        Map.of()),
                a.tls());
        assertEquals(
                new AllowedRoutes(
                        AllowedRoutes.From.SELECTOR,
                        new LabelSelector(
                                Map.of("team", "shop"),
                                List.of(
                                        new LabelSelector.Requirement(
                                                "stage", LabelSelector.Operator.NOT_IN, List.of("test")),
                                        new LabelSelector.Requirement(
                                                "a.b/c", LabelSelector.Operator.EXISTS, List.of()))),
                        List.of(
                                new AllowedRoutes.RouteGroupKind("gateway.networking.k8s.io", "HTTPRoute"),
                                new AllowedRoutes.RouteGroupKind("example.com", "Route"))),
                a.allowedRoutes());
        Listener b = gateway.listeners().get(1);
        assertEquals(new ListenerTls(ListenerTls.Mode.PASSTHROUGH, List.of(), Map.of()), b.tls());
        assertEquals(AllowedRoutes.From.ALL, b.allowedRoutes().from());
        assertEquals("example.com/quic", gateway.listeners().get(2).protocol());
    }

    @Test
    void theGatewaysOwnSettingsAreRead() {
        Gateway gateway = gateway("""
                addresses: [{value: 10.0.0.1}, {type: Hostname, value: a.com}, {type: Hostname}, {type: a.com/pool, value: x}],
                infrastructure: {labels: {a: b}, annotations: {c: d}, parametersRef: {group: "", kind: ConfigMap, name: p}},
                allowedListeners: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}},
                tls: {backend: {clientCertificateRef: {name: client}}}, defaultScope: All, \
                """ + HTTP);
        assertEquals(
                List.of(
                        new GatewayAddress("IPAddress", "10.0.0.1"),
                        new GatewayAddress("Hostname", "a.com"),
                        new GatewayAddress("Hostname", null),
                        new GatewayAddress("a.com/pool", "x")),
                gateway.addresses());
        assertEquals(
                new GatewayInfrastructure(
                        Map.of("a", "b"), Map.of("c", "d"), new ObjectRef("", "ConfigMap", "default", "p")),
                gateway.infrastructure());
        assertEquals(
                new AllowedListeners(AllowedListeners.From.SELECTOR, new LabelSelector(Map.of("a", "b"), List.of())),
                gateway.allowedListeners());
        assertEquals(new GatewayTls(null, new SecretObjectReference("", "Secret", null, "client")), gateway.tls());
        assertEquals(true, gateway.defaultScope());
        Gateway plain = gateway(HTTP);
        assertEquals(new Gateway(plain.metadata(), "gatehouse", plain.listeners()), plain);
        for (String absent :
                List.of("allowedListeners: {}", "allowedListeners: {namespaces: {}}", "defaultScope: None")) {
            Gateway same = gateway(absent + ", " + HTTP);
            assertEquals(AllowedListeners.DEFAULT, same.allowedListeners());
            assertEquals(false, same.defaultScope());
        }
    }

    @Test
    void theCheckOfClientCertificatesIsRead() {
        List<Problem> problems = new ArrayList<>();
        FieldReader tls = FieldReader.of(
                Flow.object("""
                {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}, perPort: [
                  {port: 8443, tls: {validation: {mode: AllowInsecureFallback, caCertificateRefs: [{group: "", kind: ConfigMap, name: ca, namespace: b}]}}},
                  {port: 9443, tls: {}}]}}"""),
                new ObjectProblems(problems, Document.of(Map.of()), FieldPath.ROOT),
                ValidationProfile.API_SERVER);
        assertEquals(
                new GatewayTls(
                        new GatewayTls.FrontendTls(
                                new GatewayTls.ClientCertificateValidation(
                                        List.of(new ObjectRef("", "ConfigMap", "web", "ca")),
                                        GatewayTls.Mode.ALLOW_VALID_ONLY),
                                List.of(
                                        new GatewayTls.PortTls(
                                                8443,
                                                new GatewayTls.ClientCertificateValidation(
                                                        List.of(new ObjectRef("", "ConfigMap", "b", "ca")),
                                                        GatewayTls.Mode.ALLOW_INSECURE_FALLBACK)),
                                        new GatewayTls.PortTls(9443, null))),
                        null),
                GatewayTlsDecoder.decode(tls, "web"));
        assertEquals(List.of(), Decoding.lines(problems));
    }

    private static Gateway gateway(String spec) {
        return Decoding.decode(SPEC.replace("@@", spec)).all(Gateway.class).get(0);
    }

    @Test
    void aListenerSetIsRead() {
        ListenerSet set = Decoding.clean(
                ListenerSet.class, SET.replace("@@", "parentRef: {name: edge, namespace: infra}, " + HTTP));
        assertEquals("ListenerSet web/more", set.ref().toString());
        assertEquals(
                new ParentReference("gateway.networking.k8s.io", "Gateway", "infra", "edge", null, null),
                set.parentRef());
        assertEquals(List.of(new Listener("http", null, 80, "HTTP", null, AllowedRoutes.DEFAULT)), set.listeners());
    }

    static Stream<Arguments> listenerSet() {
        Stream<Arguments> own = Decoding.rows("""
                @H                                                      => E required-field parentRef
                @H, parentRef: {}                                       => E required-field parentRef.name
                @H, parentRef: {name: a, sectionName: b, port: 80}      => W unknown-field parentRef.sectionName; W unknown-field parentRef.port
                @H, parentRef: {name: a, kind: ListenerSet, group: x.y} =>
                @H, parentRef: {name: a}, gatewayClassName: a           => W unknown-field gatewayClassName
                parentRef: {name: a}                                    => E required-field listeners
                """.replace("@H", HTTP));
        Stream<Arguments> ofGateways = spec().filter(
                        row -> row.get()[0].toString().startsWith("listeners:"))
                .map(row -> Arguments.of("parentRef: {name: a}, " + row.get()[0], row.get()[1]));
        return Stream.concat(own, ofGateways);
    }

    @ParameterizedTest
    @MethodSource
    void listenerSet(String spec, List<String> problems) {
        Decoding.check(SET, "spec", spec, problems);
    }

    static Stream<Arguments> spec() {
        return Decoding.rows("""
                name: x                         => E required-field listeners; W unknown-field name
                listeners: []                   => E too-few listeners
                listeners: {}                   => E wrong-type listeners
                listeners: [{}]                 => E required-field listeners[0].name; E required-field listeners[0].port; E required-field listeners[0].protocol
                listeners: [{}, {}]             => E required-field listeners[0].name; E required-field listeners[0].port; E required-field listeners[0].protocol;
                """.stripTrailing()
                + " E required-field listeners[1].name; E required-field listeners[1].port; E required-field listeners[1].protocol\n"
                + """
                listeners: [{name: a, port: 80, protocol: HTTP}, {name: a, port: 81, protocol: HTTP}] => E duplicate-value listeners[1].name
                listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}] => E listener-conflict listeners[1]
                listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP, hostname: a.com}] =>
                listeners: [{name: a, port: 80, protocol: HTTP, hostname: a.com}, {name: b, port: 80, protocol: HTTP, hostname: a.com}] => E listener-conflict listeners[1]
                listeners: [{name: a, port: 80, protocol: TCP}, {name: b, port: 80, protocol: UDP}] =>
                listeners: [{name: A, port: 80, protocol: HTTP}]        => E invalid-value listeners[0].name
                listeners: [{name: a, port: 0, protocol: HTTP}]         => E invalid-value listeners[0].port
                listeners: [{name: a, port: "80", protocol: HTTP}]      => E wrong-type listeners[0].port
                listeners: [{name: a, port: 80, protocol: http}]        => E enum-case listeners[0].protocol
                listeners: [{name: a, port: 80, protocol: "a b"}]       => E invalid-value listeners[0].protocol
                listeners: [{name: a, port: 80, protocol: FOO}]         =>
                listeners: [{name: a, port: 80, protocol: HTTP, hostname: ""}] => E invalid-value listeners[0].hostname
                listeners: [{name: a, port: 80, protocol: HTTP, hostname: A.com}] => E host-has-port-or-case listeners[0].hostname
                listeners: [{name: a, port: 80, protocol: HTTP, tls: {certificateRefs: [{name: a}]}}] => E field-not-allowed listeners[0].tls
                listeners: [{name: a, port: 80, protocol: TCP, hostname: a.com}] => E field-not-allowed listeners[0].hostname
                listeners: [{name: a, port: 80, protocol: UDP, tls: {mode: Passthrough}}] => E field-not-allowed listeners[0].tls
                listeners: [{name: a, port: 443, protocol: TLS}]        => E required-field listeners[0].tls
                listeners: [{name: a, port: 443, protocol: HTTPS}]      => W https-listener-without-tls listeners[0].tls
                listeners: [{name: a, port: 443, protocol: HTTPS, tls: {}}] => E required-field listeners[0].tls.certificateRefs
                listeners: [{name: a, port: 443, protocol: HTTPS, tls: {mode: Passthrough}}] => E invalid-value listeners[0].tls.mode
                listeners: [{name: a, port: 443, protocol: TLS, tls: {mode: Passthrough, certificateRefs: [{name: a}]}}] => W tls-passthrough-misuse listeners[0].tls.certificateRefs
                listeners: [{name: a, port: 443, protocol: HTTPS, tls: {mode: terminate, certificateRefs: [{name: a}]}}] => E enum-case listeners[0].tls.mode
                listeners: [{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{}]}}] => E required-field listeners[0].tls.certificateRefs[0].name
                listeners: [{name: a, port: 443, protocol: HTTPS, tls: {options: {a.b/c: d}}}] => W unsupported-field listeners[0].tls.options
                listeners: [{name: a, port: 443, protocol: HTTPS, tls: {options: {"a b": c, d: 1}, certificateRefs: [{name: a}]}}] => W unsupported-field listeners[0].tls.options; E invalid-value listeners[0].tls.options.a b; E wrong-type listeners[0].tls.options.d
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: None}}}] => E invalid-value listeners[0].allowedRoutes.namespaces.from
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: all}}}] => E enum-case listeners[0].allowedRoutes.namespaces.from
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {from: All}}] => W unknown-field listeners[0].allowedRoutes.from
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {from: All, namespaces: {}}}] => W field-misplaced listeners[0].allowedRoutes.from
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}}}] => W namespace-selector-matches-nothing listeners[0].allowedRoutes.namespaces.selector
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {selector: {}}}}] => W namespace-selector-ignored listeners[0].allowedRoutes.namespaces.selector
                listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{}]}}] => E required-field listeners[0].allowedRoutes.kinds[0].kind
                addresses: [{value: 10.0.0.1}], @H       =>
                addresses: [{value: a}, {type: Hostname, value: A}, {value: "::1"}, {value: "::1"}], @H => E invalid-value addresses[0].value; E invalid-value addresses[1].value; E duplicate-value addresses[3].value
                addresses: [{type: Hostname, value: ""}, {type: Hostname, value: a.b}, {type: Hostname, value: a.b}], @H => E duplicate-value addresses[2].value
                addresses: [{value: 10.0.0.0/8}, {value: ""}], @H => E invalid-value addresses[0].value; E invalid-value addresses[1].value
                addresses: [{}, {type: Hostname}, {type: x}], @H => E invalid-value addresses[2].type
                infrastructure: {labels: {a: b}, annotations: {c: d}}, @H => W unsupported-field infrastructure
                infrastructure: {labels: {"": b}, parametersRef: {name: a}}, @H => W unsupported-field infrastructure; E invalid-value infrastructure.labels.; E required-field infrastructure.parametersRef.group; E required-field infrastructure.parametersRef.kind
                allowedListeners: {namespaces: {from: All}}, @H =>
                allowedListeners: {namespaces: {from: Any}}, @H => E invalid-value allowedListeners.namespaces.from
                tls: {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}}}, @H =>
                allowedListeners: {namespaces: {from: Selector}}, @H => W namespace-selector-matches-nothing allowedListeners.namespaces.selector
                allowedListeners: {namespaces: {from: same, selector: {}}}, @H => E enum-case allowedListeners.namespaces.from; W namespace-selector-ignored allowedListeners.namespaces.selector
                infrastructure: {labels: {a: "b c"}}, @H => W unsupported-field infrastructure; E invalid-value infrastructure.labels.a
                defaultScope: all, @H => E enum-case defaultScope
                tls: {frontend: {default: {validation: {caCertificateRefs: [{}]}}, perPort: [{}]}}, @H => E required-field tls.frontend.default.validation.caCertificateRefs[0].group; E required-field tls.frontend.default.validation.caCertificateRefs[0].kind; E required-field tls.frontend.default.validation.caCertificateRefs[0].name; E required-field tls.frontend.perPort[0].port; E required-field tls.frontend.perPort[0].tls
                tls: {frontend: {}}, @H => E required-field tls.frontend.default
                tls: {frontend: {default: {validation: {caCertificateRefs: [], mode: Off}}}}, @H => E too-few tls.frontend.default.validation.caCertificateRefs; E invalid-value tls.frontend.default.validation.mode
                tls: {frontend: {default: {}, perPort: [{port: 443, tls: {}}, {port: 443}]}}, @H => E duplicate-value tls.frontend.perPort[1].port; E required-field tls.frontend.perPort[1].tls
                tls: {backend: {clientCertificateRef: {}}}, @H => E required-field tls.backend.clientCertificateRef.name
                defaultScope: All, @H                    =>
                """.replace("@H", HTTP));
    }

    @ParameterizedTest
    @MethodSource
    void spec(String spec, List<String> problems) {
        Decoding.check(SPEC, "spec", spec, problems);
    }

    static Stream<Arguments> selector() {
        return Decoding.rows("""
                {}                                                              =>
                {matchLabels: {a: 1}}                                           => E wrong-type matchLabels.a
                {matchLabels: {a: "b c"}}                                       => E invalid-value matchLabels.a
                {matchExpressions: [{}]}                                        => E required-field matchExpressions[0].key; E required-field matchExpressions[0].operator
                {matchExpressions: [{key: a, operator: in, values: [b]}]}       => E enum-case matchExpressions[0].operator
                {matchExpressions: [{key: a, operator: In}]}                    => E required-field matchExpressions[0].values
                {matchExpressions: [{key: a, operator: Exists, values: [b]}]}   => E field-not-allowed matchExpressions[0].values
                """);
    }

    @ParameterizedTest
    @MethodSource
    void selector(String selector, List<String> problems) {
        String listener = "listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from:"
                + " Selector, selector: @@}}}]";
        Decoding.check(
                SPEC.replace("@@", listener),
                "spec.listeners[0].allowedRoutes.namespaces.selector",
                selector,
                problems);
    }

    @Test
    void listsAreBounded() {
        assertEquals(List.of(), problems(listeners(64)));
        assertEquals(List.of("E too-many spec.listeners"), problems(listeners(65)));
        String tls = "listeners: [{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [@1]}}]";
        assertEquals(List.of(), problems(tls.replace("@1", repeat("{name: a}", 64))));
        assertEquals(
                List.of("E too-many spec.listeners[0].tls.certificateRefs"),
                problems(tls.replace("@1", repeat("{name: a}", 65))));
        String kinds = "listeners: [{name: a, port: 80, protocol: HTTP, allowedRoutes: {kinds: [@1]}}]";
        assertEquals(
                List.of("E too-many spec.listeners[0].allowedRoutes.kinds"),
                problems(kinds.replace("@1", repeat("{kind: HTTPRoute}", 9))));
    }

    @Test
    void aNameThatIsNoLabelIsAHint() {
        Resources resources =
                Decoding.decode(SPEC.replace("name: edge", "name: 1.edge").replace("@@", HTTP));
        assertEquals(List.of("H invalid-value metadata.name"), Decoding.lines(resources.problems()));
        assertEquals(1, resources.size());
    }

    static Stream<Arguments> gatewayClass() {
        return Decoding.rows("""
                spec: {controllerName: example.com/a-b}                         =>
                spec: {controllerName: example.com/gw, description: fine}       =>
                metadata: {}                                                    => E required-field spec
                spec: {}                                                        => E required-field spec.controllerName
                spec: {controllerName: gw}                                      => E invalid-value spec.controllerName
                spec: {controllerName: Example.com/gw}                          => E invalid-value spec.controllerName
                spec: {controllerName: example.com/}                            => E invalid-value spec.controllerName
                spec: {controllerName: a.b/c, parametersRef: {group: g, kind: K, name: n}} => W unsupported-field spec.parametersRef
                spec: {controllerName: a.b/c, parametersRef: {group: g, kind: K, name: ""}} => W unsupported-field spec.parametersRef; E invalid-value spec.parametersRef.name
                spec: {controllerName: a.b/c, description: 1} => E wrong-type spec.description
                spec: {controllerName: a.b/c, description: a2345678901234567890123456789012345678901234567890123456789012345} => E invalid-value spec.description
                """);
    }

    @ParameterizedTest
    @MethodSource
    void gatewayClass(String fields, List<String> problems) {
        String document =
                "{apiVersion: gateway.networking.k8s.io/v1beta1, kind: GatewayClass, metadata: {name: c, namespace: ignored}, @@}";
        Decoding.check(document, "", fields.equals("metadata: {}") ? "" : fields, problems);
    }

    @Test
    void aGatewayClassBelongsToTheCluster() {
        GatewayClass found = Decoding.clean(
                GatewayClass.class,
                "{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: c, namespace: x},"
                        + " spec: {controllerName: a.b/c}}");
        assertEquals("GatewayClass c", found.ref().toString());
        assertEquals("a.b/c", found.controllerName());
    }

    @Test
    void theListsOfAGatewayAreBounded() {
        String address = "addresses: [%], " + HTTP;
        Decoding.assertLimit(16, i -> "{value: 10.0.0." + i + "}", SPEC, address, "too-many spec.addresses");
        String labels = "infrastructure: {labels: {%}}, " + HTTP;
        Decoding.assertLimit(8, i -> "n" + i + ": v", SPEC, labels, "too-many spec.infrastructure.labels");
        String annotations = "infrastructure: {annotations: {%}}, " + HTTP;
        Decoding.assertLimit(16, i -> "n" + i + ": v", SPEC, annotations, "too-many spec.infrastructure.annotations");
        String options = "listeners: [{name: a, port: 443, protocol: HTTPS, tls: {options: {%}}}]";
        Decoding.assertLimit(16, i -> "n" + i + ": v", SPEC, options, "too-many spec.listeners[0].tls.options");
        List<String> authorities = Collections.nCopies(17, "{group: \"\", kind: ConfigMap, name: ca}");
        assertEquals(
                List.of("E too-many spec.tls.frontend.default.validation.caCertificateRefs"),
                problems(
                        "tls: {frontend: {default: {validation: {caCertificateRefs: " + authorities + "}}}}, " + HTTP));
        List<String> ports = IntStream.rangeClosed(1, 65)
                .mapToObj(i -> "{port: " + i + ", tls: {}}")
                .toList();
        assertEquals(
                List.of("E too-many spec.tls.frontend.perPort"),
                problems("tls: {frontend: {default: {}, perPort: " + ports + "}}, " + HTTP));
        assertEquals(
                List.of("E too-many spec.listeners"),
                Decoding.lines(Decoding.decode(SET.replace("@@", "parentRef: {name: a}, " + listeners(65)))
                        .problems()));
    }

    private static String listeners(int count) {
        return "listeners: ["
                + IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "{name: l" + i + ", port: " + i + ", protocol: HTTP}")
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static String repeat(String element, int count) {
        return String.join(", ", Collections.nCopies(count, element));
    }

    private static List<String> problems(String spec) {
        return Decoding.lines(Decoding.decode(SPEC.replace("@@", spec)).problems());
    }
}
