package dev.gatehouse.routing.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services and their endpoints, Secrets, ConfigMaps, Namespaces and ReferenceGrants. */
class CoreKindsDecoderTest {
    @Test
    void service() {
        Service service = Decoding.clean(Service.class, """
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {
                  selector: {app: a}, clusterIP: None, sessionAffinity: None, ipFamilies: [IPv4], type: NodePort,
                  ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30000, appProtocol: kubernetes.io/h2c},
                          {name: dns, port: 53, protocol: UDP, targetPort: dns},
                          {name: x, port: 81, targetPort: 0}]}, status: {}}""");
        assertEquals("NodePort", service.type());
        assertEquals(Map.of("app", "a"), service.selector());
        assertEquals(
                List.of(
                        new Service.ServicePort("http", 80, "TCP", "kubernetes.io/h2c", "8080"),
                        new Service.ServicePort("dns", 53, "UDP", null, "dns"),
                        new Service.ServicePort("x", 81, "TCP", null, null)),
                service.ports());
        assertEquals(
                "ClusterIP",
                Decoding.clean(
                                Service.class,
                                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}")
                        .type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
    void ofAWorkloadThePodsAreRead(String kind) {
        Resources resources = Decoding.decode("{apiVersion: apps/v1, kind: " + kind + """
                , metadata: {name: a, namespace: n, labels: {app: own}}, spec: {replicas: 3, template: {
                  metadata: {labels: {app: a, odd: 5}}, spec: {hostNetwork: true,
                    initContainers: [{name: proxy, ports: [{name: admin, containerPort: 15000}]}],
                    containers: [{name: a, ports: [{name: http, containerPort: 8080}, {containerPort: 8081}]}, {name: b}]}}}}""");
        assertEquals(List.of(), resources.problems());
        Resource read = resources.find(new ObjectRef("apps", kind, "n", "a"));
        assertEquals(new Workload.PodTemplate(Map.of("app", "a"), Set.of("admin", "http")), ((Workload) read).pods());
    }

    @Test
    void aPodHasItsOwnLabels() {
        Workload.Pod pod = Decoding.clean(
                Workload.Pod.class,
                "{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: a}}, spec: {containers: [{ports: [{name: http}]}]}}");
        assertEquals(new Workload.PodTemplate(Map.of("app", "a"), Set.of("http")), pod.pods());
    }

    @Test
    void anExternalNameIsRead() {
        Service service = Decoding.clean(
                Service.class,
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: ExternalName, externalName: a.com}}");
        assertEquals("a.com", service.externalName());
        assertEquals("ExternalName", service.type());
    }

    @Test
    void binaryDataIsDecoded() {
        ConfigMap map = Decoding.clean(
                ConfigMap.class,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}, binaryData: {x: AAE=}}");
        assertArrayEquals(new byte[] {0, 1}, map.binaryData().get("x"));
        assertEquals(Map.of("a", "b"), map.data());
    }

    @Test
    void endpointSlice() {
        EndpointSlice slice = Decoding.clean(EndpointSlice.class, """
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4,
                 metadata: {name: a-1, labels: {kubernetes.io/service-name: a}},
                 endpoints: [{addresses: [10.0.0.1], nodeName: n, zone: z},
                             {addresses: [10.0.0.2], conditions: {ready: false}},
                             {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}},
                             {addresses: [10.0.0.4], conditions: {ready: null}}],
                 ports: [{name: "", port: 8080}, {name: all, protocol: UDP}]}""");
        assertEquals("a", slice.serviceName());
        assertEquals(
                List.of(
                        new EndpointSlice.Endpoint(List.of("10.0.0.1"), true, true, false),
                        new EndpointSlice.Endpoint(List.of("10.0.0.2"), false, false, false),
                        new EndpointSlice.Endpoint(List.of("10.0.0.3"), false, true, true),
                        new EndpointSlice.Endpoint(List.of("10.0.0.4"), true, true, false)),
                slice.endpoints());
        assertEquals(
                List.of(
                        new EndpointSlice.EndpointPort("", 8080, "TCP"),
                        new EndpointSlice.EndpointPort("all", null, "UDP")),
                slice.ports());
    }

    @Test
    void endpoints() {
        Endpoints endpoints = Decoding.clean(Endpoints.class, """
                {apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [
                  {addresses: [{ip: 10.0.0.1, hostname: h, targetRef: {}}], notReadyAddresses: [{ip: "fd00::1"}],
                   ports: [{name: http, port: 80, appProtocol: http}]}]}""");
        assertEquals(
                List.of(new Endpoints.Subset(
                        List.of("10.0.0.1"),
                        List.of("fd00::1"),
                        List.of(new EndpointSlice.EndpointPort("http", 80, "TCP")))),
                endpoints.subsets());
    }

    @Test
    void secretDataIsDecodedAndStringDataWrittenOverIt() {
        Secret secret = Decoding.clean(
                Secret.class,
                "{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, immutable: true, metadata: {name: s},"
                        + " data: {tls.crt: \"aGVs\\nbG8=\\n\", b: Yg==, empty: \"\", nothing: null}, stringData: {b: \"c\"}}");
        assertEquals(Secret.TLS, secret.type());
        assertEquals("hello", text(secret, "tls.crt"));
        assertEquals("c", text(secret, "b"));
        assertEquals("", text(secret, "empty"));
        assertEquals("", text(secret, "nothing"));
        assertNull(secret.value("absent"));
        assertEquals(
                "Opaque",
                Decoding.clean(Secret.class, "{apiVersion: v1, kind: Secret, metadata: {name: s}}")
                        .type());
    }

    private static String text(Secret secret, String key) {
        return new String(Objects.requireNonNull(secret.value(key)), UTF_8);
    }

    @Test
    void noProblemShowsTheValueOfASecret() {
        for (String data : List.of(
                "data: {k: \"hunter2!\"}",
                "data: {k: hunter2}",
                "data: {k: 4711}",
                "stringData: {k: 4711}",
                "data: \"hunter2\"",
                "stringData: [hunter2, 4711]",
                "stringData: {k: {hunter2: hunter2}}",
                "data: {\"a b\": hunter2}")) {
            Resources resources = Decoding.decode("{apiVersion: v1, kind: Secret, metadata: {name: s}, " + data + "}");
            assertEquals(0, resources.size(), data);
            for (Problem problem : resources.problems()) {
                assertFalse(problem.toString().contains("hunter2"), problem::toString);
                assertFalse(problem.toString().contains("4711"), problem::toString);
            }
        }
    }

    @Test
    void configMapAndNamespace() {
        assertEquals(
                Map.of("a", "b", "none", ""),
                Decoding.clean(
                                ConfigMap.class,
                                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b, none: null}, binaryData: {x: AA==}, immutable: false}")
                        .data());
        Namespace namespace = Decoding.clean(
                Namespace.class,
                "{apiVersion: v1, kind: Namespace, metadata: {name: n, namespace: x, labels: {team: a}}, spec: {finalizers: [k]}, status: {}}");
        assertEquals("Namespace n", namespace.ref().toString());
        assertEquals(Map.of("team", "a"), namespace.metadata().labels());
    }

    @Test
    void referenceGrant() {
        ReferenceGrant grant = Decoding.clean(ReferenceGrant.class, """
                {apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: b}, spec: {
                  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: a}],
                  to: [{group: "", kind: Service}, {group: "", kind: Secret, name: s}]}}""");
        assertEquals(List.of(new ReferenceGrant.From("gateway.networking.k8s.io", "HTTPRoute", "a")), grant.from());
        assertEquals(
                List.of(new ReferenceGrant.To("", "Service", null), new ReferenceGrant.To("", "Secret", "s")),
                grant.to());
    }

    static Stream<Arguments> rules() {
        return Decoding.rows("""
                kind: Service, spec: {ports: [{}]}                      => E required-field spec.ports[0].port
                kind: Service, spec: {ports: [{port: 0}]}               => E invalid-value spec.ports[0].port
                kind: Service, spec: {ports: [{port: 80, protocol: tcp}]} => E enum-case spec.ports[0].protocol
                kind: Service, spec: {ports: [{port: 80}, {port: 81, name: a}]} => E required-field spec.ports[0].name
                kind: Service, spec: {ports: [{port: 80, name: a}, {port: 81, name: a}]} => E duplicate-value spec.ports[1].name
                kind: Service, spec: {ports: [{port: 80, targetPort: "80"}]} => E invalid-value spec.ports[0].targetPort
                kind: Service, spec: {ports: [{port: 80, targetPort: 70000}]} => E invalid-value spec.ports[0].targetPort
                kind: Service, spec: {ports: [{port: 80, targetport: 8080}]} => W unknown-field spec.ports[0].targetport
                kind: Service, spec: {ports: [{port: 80, name: a}, {port: 80, name: b}]} => E duplicate-value spec.ports[1].port
                kind: Service, spec: {ports: [{port: 53, name: a}, {port: 53, name: b, protocol: UDP}]} =>
                kind: Service, spec: {type: clusterIP, ports: [{port: 80}]} => E enum-case spec.type
                kind: Service, spec: {ports: [{port: 80}], selecter: {a: b}} => W unknown-field spec.selecter
                kind: Service, spec: {ports: []}                        => E required-field spec.ports
                kind: Service, spec: {clusterIP: None}                  =>
                kind: Service, spec: {type: ExternalName}               => E required-field spec.externalName
                kind: Service, spec: {type: ExternalName, externalName: A} => E invalid-value spec.externalName
                kind: Service, spec: {type: ExternalName, externalName: a.com.} =>
                kind: Service, spec: {ports: [{port: 80}], sessionAffinity: ClientIP} => W unsupported-field spec.sessionAffinity
                kind: Service, spec: {ports: [{port: 80}], sessionAffinity: clientIP} => E enum-case spec.sessionAffinity
                kind: Service, spec: {ports: [{port: 80}], sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}} => W unsupported-field spec.sessionAffinityConfig.clientIP.timeoutSeconds; E invalid-value spec.sessionAffinityConfig.clientIP.timeoutSeconds
                kind: Service, spec: {ports: [{port: 80}], internalTrafficPolicy: Local, trafficDistribution: PreferClose} => H unsupported-field spec.internalTrafficPolicy; H unsupported-field spec.trafficDistribution
                kind: Service, spec: {ports: [{port: 80}], internalTrafficPolicy: Cluster, sessionAffinity: None} =>
                kind: Service, spec: {clusterIP: None}, ports: [{port: 80}] => W field-misplaced ports
                kind: Service                                           =>
                kind: Endpoints                                         =>
                kind: Endpoints, subsets: [{addresses: [{}]}]           => E required-field subsets[0].addresses[0].ip
                kind: Endpoints, subsets: [{addresses: [{ip: a}]}]      => E invalid-value subsets[0].addresses[0].ip
                kind: Endpoints, subsets: [{ports: [{name: a}]}]        => E required-field subsets[0].ports[0].port
                kind: Secret, data: {a: "b"}                            => E invalid-base64 data.a
                kind: Secret, data: {a: "YWE"}                          => E invalid-base64 data.a
                kind: Secret, data: {a: "Y W E="}                       => E invalid-base64 data.a
                kind: Secret, data: {a: "Y-E="}                         => E invalid-base64 data.a
                kind: Secret, data: {a: 1}                              => E wrong-type data.a
                kind: Secret, stringData: {a: true}                     => E wrong-type stringData.a
                kind: Secret, data: {"a/b": YQ==}                       => E invalid-value data[a/b]
                kind: Secret, data: [a]                                 => E wrong-type data
                kind: Secret, datas: {a: YQ==}                          => W unknown-field datas
                kind: Secret, immutable: maybe                          => E wrong-type immutable
                kind: ConfigMap, binaryData: {a: "b"}                   => E invalid-base64 binaryData.a
                kind: ConfigMap, binaryData: {"a/b": YQ==}              => E invalid-value binaryData[a/b]
                kind: ConfigMap, data: {a: b}, binaryData: {a: YQ==}    => E duplicate-value binaryData.a
                kind: ConfigMap, data: {a: 1}                           => E wrong-type data.a
                kind: ConfigMap, data: {a: {b: c}}                      => E wrong-type data.a
                kind: ConfigMap, data: {"a b": c}                       => E invalid-value data.a b
                kind: ConfigMap, data: a                                => E wrong-type data
                """);
    }

    @ParameterizedTest
    @MethodSource
    void rules(String fields, List<String> problems) {
        Decoding.check("{apiVersion: v1, metadata: {name: a}, @@}", "", fields, problems);
    }

    static Stream<Arguments> slices() {
        return Decoding.rows("""
                endpoints: []                                   => E required-field addressType
                addressType: ipv4                               => E enum-case addressType
                addressType: IPv4, endpoints: [{}]              => E required-field endpoints[0].addresses
                addressType: IPv4, endpoints: [{addresses: []}] => E required-field endpoints[0].addresses
                addressType: IPv4, endpoints: [{addresses: ["::1"]}] => E invalid-value endpoints[0].addresses[0]
                addressType: IPv6, endpoints: [{addresses: ["::1", 10.0.0.1]}] => E invalid-value endpoints[0].addresses[1]
                addressType: FQDN, endpoints: [{addresses: [a.example.com]}] =>
                addressType: FQDN, endpoints: [{addresses: [A]}] => E invalid-value endpoints[0].addresses[0]
                addressType: IPv4, endpoints: [{addresses: [127.0.0.1], conditions: {ready: "no"}}] => E wrong-type endpoints[0].conditions.ready
                addressType: IPv4, endpoints: [{addresses: [127.0.0.1], ready: true}] => W unknown-field endpoints[0].ready
                addressType: IPv4, ports: [{port: 0}]           => E invalid-value ports[0].port
                addressType: IPv4, ports: [{protocol: http}]    => E invalid-value ports[0].protocol
                addressType: IPv4, ports: [{name: A}]           => E invalid-value ports[0].name
                addressType: IPv4, ports: [{name: a}, {name: a}] => E duplicate-value ports[1].name
                addressType: IPv4, ports: [{port: 1}, {port: 2}] => E duplicate-value ports[1].name
                addressType: IPv4, endpoints: [{addresses: [10.0.0.1], hints: {}}, {addresses: [10.0.0.2], hints: {}}] => H unsupported-field endpoints[0].hints
                addressType: IPv4, ports: null, endpoints: null =>
                """);
    }

    @ParameterizedTest
    @MethodSource
    void slices(String fields, List<String> problems) {
        Decoding.check(
                "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, @@}",
                "",
                fields,
                problems);
    }

    static Stream<Arguments> grants() {
        return Decoding.rows(
                """
                {}                                              => E required-field spec.from; E required-field spec.to
                {from: [], to: []}                              => E too-few spec.from; E too-few spec.to
                {from: [{}], to: [{}]}                          => E required-field spec.from[0].group; E required-field spec.from[0].kind; E required-field spec.from[0].namespace; E required-field spec.to[0].group; E required-field spec.to[0].kind
                {from: [{group: "", kind: K, namespace: A}], to: [{group: "", kind: K, name: ""}]} => E invalid-value spec.from[0].namespace; E invalid-value spec.to[0].name
                {from: [{group: "", kind: K, namespace: a, name: b}], to: [{group: "", kind: K}]} => W unknown-field spec.from[0].name
                {from: [@17], to: [{group: "", kind: K}]}       => E too-many spec.from
                """.replace("@17", String.join(", ", Collections.nCopies(17, "{group: \"\", kind: K, namespace: a}"))));
    }

    @ParameterizedTest
    @MethodSource
    void grants(String spec, List<String> problems) {
        Decoding.check(
                "{apiVersion: gateway.networking.k8s.io/v1, kind: ReferenceGrant, metadata: {name: a}, spec: @@}",
                "",
                spec,
                problems);
    }
}
