package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Good documents with pieces exchanged, dropped and added: whatever comes out, nothing is thrown. */
class ArbitraryDocumentsTest {
    private static final List<String> GOOD = List.of(
            """
            {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a, labels: {a: b}, annotations: {a: b}}, spec: {
              parentRefs: [{name: gw, sectionName: s}, {name: gw, sectionName: t, port: 80}], hostnames: [a.com], rules: [{name: n,
              matches: [{path: {type: Exact, value: /a}, method: GET, headers: [{name: a, value: b}], queryParams: [{name: a, value: b}]}],
              filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: b}], add: [{name: c, value: d}], remove: [e]}},
                        {type: URLRewrite, urlRewrite: {hostname: a.com, path: {type: ReplaceFullPath, replaceFullPath: /}}},
                        {type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}, fraction: {numerator: 1}}},
                        {type: CORS, cors: {allowOrigins: ["*"], allowMethods: [GET], allowHeaders: [a], exposeHeaders: [b], allowCredentials: true, maxAge: 5}},
                        {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 80}, http: {path: /a, allowedHeaders: [a]}, forwardBody: {maxSize: 1}}}],
              backendRefs: [{name: a, port: 80, weight: 2}], timeouts: {request: 2s, backendRequest: 1s},
              retry: {codes: [500]}, sessionPersistence: {type: Cookie, cookieConfig: {}}}]}}""",
            """
            {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a}, spec: {gatewayClassName: c, listeners: [
              {name: a, port: 443, protocol: HTTPS, hostname: a.com, tls: {mode: Terminate, certificateRefs: [{name: s}], options: {a: b}},
               allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [b]}]}}, kinds: [{kind: K}]}}],
              addresses: [{value: 10.0.0.1}], infrastructure: {labels: {a: b}}, allowedListeners: {namespaces: {from: All}},
              tls: {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: K, name: n}]}}, perPort: [{port: 1, tls: {}}]}, backend: {clientCertificateRef: {name: a}}}}}""",
            """
            {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a, annotations: {example.com/note: c}}, spec: {ingressClassName: c,
              defaultBackend: {resource: {kind: K, name: n}}, tls: [{hosts: [a.com], secretName: s}],
              rules: [{host: a.com, http: {paths: [{pathType: Exact, path: /, backend: {service: {name: a, port: {number: 80}}}}]}}]}}""",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: a, port: 80, targetPort: x}]}}",
            """
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}], ports: [{port: 80}]}""",
            "{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 80}]}]}",
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: YQ==}, stringData: {b: c}}",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}",
            "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}]}",
            """
            {apiVersion: gateway.networking.k8s.io/v1, kind: ReferenceGrant, metadata: {name: a}, spec: {from: [{group: "", kind: K, namespace: a}], to: [{group: "", kind: K}]}}""",
            """
            {apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, metadata: {name: a}, spec: {parentRefs: [{name: gw}], hostnames: [a.com], useDefaultGateways: All,
              rules: [{name: n, matches: [{method: {type: Exact, service: a.B, method: c}, headers: [{name: a, value: b}]}],
              filters: [{type: ExtensionRef, extensionRef: {group: g, kind: K, name: n}}], backendRefs: [{name: a, port: 80, filters: []}],
              sessionPersistence: {absoluteTimeout: 1h, cookieConfig: {lifetimeType: Permanent}}}]}}""",
            """
            {apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TLSRoute, metadata: {name: a}, spec: {parentRefs: [{name: gw, port: 1}], hostnames: ["*.a.com"],
              rules: [{name: n, backendRefs: [{name: a, port: 80, weight: 2}]}]}}""",
            "{apiVersion: gateway.networking.k8s.io/v1, kind: TCPRoute, metadata: {name: a}, spec: {rules: [{backendRefs: [{name: a, port: 80}]}]}}",
            "{apiVersion: gateway.networking.k8s.io/v1, kind: UDPRoute, metadata: {name: a}, spec: {rules: [{backendRefs: [{name: a, kind: K}]}]}}",
            """
            {apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet, metadata: {name: a}, spec: {parentRef: {name: gw}, listeners: [
              {name: a, port: 443, protocol: TLS, tls: {mode: Passthrough}, allowedRoutes: {namespaces: {from: All}}}]}}""",
            """
            {apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: {name: a}, spec: {options: {a: b},
              targetRefs: [{group: "", kind: Service, name: a, sectionName: p}, {group: "", kind: Service, name: a, sectionName: q}],
              validation: {hostname: a.com, caCertificateRefs: [{group: "", kind: ConfigMap, name: c}],
              subjectAltNames: [{type: URI, uri: "a://b"}, {type: Hostname, hostname: a.com}]}}}""",
            "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: a}, spec: {controller: a.b/c, parameters: {kind: K, name: n}}}",
            "{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: a}, spec: {controllerName: a.b/c, parametersRef: {group: g, kind: K, name: n}}}");

    @Property(tries = 4000)
    void nothingIsThrown(@ForAll Random random) {
        Object content = Flow.parse(GOOD.get(random.nextInt(GOOD.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            content = changed(content, random, 0.08);
        }
        if (!(content instanceof Map<?, ?>)) {
            return;
        }
        @SuppressWarnings("unchecked")
        Document document = Document.of((Map<String, ?>) content);
        Resources first = Resources.decode(List.of(document));
        for (Problem problem : first.problems()) {
            assertNotNull(problem.toString());
        }
        assertEquals(first.problems(), Resources.decode(List.of(document)).problems(), "the same again");
    }

    private static Object changed(Object value, Random random, double chance) {
        if (random.nextDouble() < chance) {
            return odd(random, value);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> {
                if (random.nextDouble() > chance / 2) {
                    copy.put(key, changed(inner, random, chance));
                }
            });
            if (random.nextDouble() < chance) {
                copy.put(odd(random, value), "x");
            }
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(inner -> copy.add(changed(inner, random, chance)));
            if (!copy.isEmpty() && random.nextDouble() < chance) {
                copy.add(copy.get(0));
            }
            return copy;
        }
        return value;
    }

    private static Object odd(Random random, Object value) {
        return Arrays.asList(
                        null,
                        "",
                        "a",
                        "\0",
                        "*",
                        "/",
                        "Exact",
                        "UDP",
                        "0s",
                        0,
                        -1,
                        1L << 40,
                        0.5,
                        true,
                        new Object(),
                        List.of(),
                        List.of(List.of()),
                        Map.of(),
                        Map.of(1, 2),
                        List.of(value == null ? "" : value),
                        Map.of("a", value == null ? "" : value))
                .get(random.nextInt(21));
    }
}
