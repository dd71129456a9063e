package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IngressDecoderTest {
    private static final String HEAD = "apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop}";
    private static final String BACKEND = "backend: {service: {name: a, port: {number: 80}}}";

    @Test
    void everyFieldIsRead() {
        Ingress ingress = Decoding.clean(Ingress.class, "{" + HEAD + """
                        , status: {loadBalancer: {}}, spec: {
                          ingressClassName: public,
                          defaultBackend: {resource: {apiGroup: k8s.example.com, kind: Bucket, name: icons}},
                          rules: [
                            {host: "*.foo.com", http: {paths: [
                              {pathType: Exact, path: /a, backend: {service: {name: a, port: {number: 80}}}},
                              {pathType: Prefix, path: /, backend: {service: {name: b, port: {name: http}}}},
                              {pathType: ImplementationSpecific, backend: {resource: {kind: K, name: n}}}]}},
                            {host: ""},
                            {http: {paths: [{pathType: ImplementationSpecific, path: "", backend: {service: {name: a, port: {number: 80}}}}]}}],
                          tls: [{hosts: [foo.com, "*.foo.com"], secretName: cert}, {secretName: ""}, {}]}}""");
        assertEquals("public", ingress.ingressClassName());
        assertEquals(new IngressBackend.ObjectBackend("k8s.example.com", "Bucket", "icons"), ingress.defaultBackend());
        assertEquals(
                List.of(
                        new IngressRule(
                                new Hostname("*.foo.com"),
                                List.of(
                                        new HttpIngressPath(
                                                HttpIngressPath.PathType.EXACT,
                                                "/a",
                                                new IngressBackend.ServiceNumber("a", 80)),
                                        new HttpIngressPath(
                                                HttpIngressPath.PathType.PREFIX,
                                                "/",
                                                new IngressBackend.ServiceName("b", "http")),
                                        new HttpIngressPath(
                                                HttpIngressPath.PathType.IMPLEMENTATION_SPECIFIC,
                                                "/",
                                                new IngressBackend.ObjectBackend("", "K", "n")))),
                        new IngressRule(null, List.of()),
                        new IngressRule(
                                null,
                                List.of(new HttpIngressPath(
                                        HttpIngressPath.PathType.IMPLEMENTATION_SPECIFIC,
                                        "/",
                                        new IngressBackend.ServiceNumber("a", 80))))),
                ingress.rules());
        assertEquals(
                List.of(
                        new IngressTls(List.of(new Hostname("foo.com"), new Hostname("*.foo.com")), "cert"),
                        new IngressTls(List.of(), null),
                        new IngressTls(List.of(), null)),
                ingress.tls());
    }

    static Stream<Arguments> spec() {
        return Decoding.rows("""
                {}                                              => E required-field
                {rules: []}                                     => E required-field
                {rules: null, tls: []}                          => E required-field
                {rules: [{host: a.com}]}                        =>
                {ingressClassName: "", rules: [{}]}             => E invalid-value ingressClassName
                {ingressClassName: A, rules: [{}]}              => E invalid-value ingressClassName
                {rules: [{host: 1.2.3.4}]}                      => E host-is-ip rules[0].host
                {rules: [{host: "[::1]"}]}                      => E host-is-ip rules[0].host
                {rules: [{host: A.com}]}                        => E host-has-port-or-case rules[0].host
                {rules: [{host: "a.com:80"}]}                   => E host-has-port-or-case rules[0].host
                {rules: [{host: "*"}]}                          => E invalid-value rules[0].host
                {rules: [{host: "*a.com"}]}                     => E invalid-value rules[0].host
                {rules: [{host: "a.*.com"}]}                    => E invalid-value rules[0].host
                {rules: [{host: 5}]}                            => E wrong-type rules[0].host
                {rules: [{http: {}}]}                           => E required-field rules[0].http.paths
                {rules: [{http: {paths: []}}]}                  => E too-few rules[0].http.paths
                {rules: [{paths: []}]}                          => W unknown-field rules[0].paths
                {rules: [{host: a.com}], backend: {}}           => W unknown-field backend
                {rules: [{host: a.com, http: {paths: [{pathType: Exact, path: /, @B}]}, tls: []}]} => W field-misplaced rules[0].tls
                {tls: [{hosts: [A.com]}], rules: [{}]}          => E host-has-port-or-case tls[0].hosts[0]
                {tls: [{hosts: [""]}], rules: [{}]}             => E invalid-value tls[0].hosts[0]
                {tls: [{hosts: [10.0.0.1]}], rules: [{}]}       => W host-is-ip tls[0].hosts[0]
                {tls: [{secretName: A}], rules: [{}]}           => E invalid-value tls[0].secretName
                {tls: {hosts: [a.com]}, rules: [{}]}            => E wrong-type tls
                {defaultBackend: {}}                            => E required-field defaultBackend
                {defaultBackend: {service: {name: a, port: {number: 1}}, resource: {kind: K, name: n}}} => E field-not-allowed defaultBackend
                {defaultBackend: {resource: {}}}                => E required-field defaultBackend.resource.kind; E required-field defaultBackend.resource.name
                {defaultBackend: {resource: {kind: a/b, name: ".."}}} => E invalid-value defaultBackend.resource.kind; E invalid-value defaultBackend.resource.name
                {defaultBackend: {serviceName: a, servicePort: 80}} => W unknown-field defaultBackend.serviceName; W unknown-field defaultBackend.servicePort; E required-field defaultBackend
                """.replace("@B", BACKEND));
    }

    @ParameterizedTest
    @MethodSource
    void spec(String spec, List<String> problems) {
        Decoding.check(
                "{" + HEAD + ", spec: @@}",
                "spec",
                spec,
                problems.stream()
                        .map(line -> line.equals("E required-field") ? "E required-field spec" : line)
                        .toList());
    }

    static Stream<Arguments> path() {
        return Decoding.rows("""
                path: /, @B                                         => E path-type-missing pathType
                path: /, pathType: prefix, @B                       => E enum-case pathType
                path: /, pathType: Regex, @B                        => E invalid-value pathType
                path: /, pathType: 1, @B                            => E wrong-type pathType
                pathType: Exact, @B                                 => E required-field path
                pathType: Prefix, path: "", @B                      => E invalid-value path
                pathType: Prefix, path: a, @B                       => E invalid-value path
                pathType: Prefix, path: /a//b, @B                   => E invalid-value path
                pathType: Prefix, path: /a/./b, @B                  => E invalid-value path
                pathType: Prefix, path: /a/../b, @B                 => E invalid-value path
                pathType: Prefix, path: /a%2fb, @B                  => E invalid-value path
                pathType: Exact, path: /a%2Fb, @B                   => E invalid-value path
                pathType: Exact, path: /a/.., @B                    => E invalid-value path
                pathType: Exact, path: /a/., @B                     => E invalid-value path
                pathType: Exact, path: "/a b%", @B                  =>
                pathType: ImplementationSpecific, path: a, @B       => E invalid-value path
                pathType: ImplementationSpecific, path: "/a//(.*)", @B =>
                pathType: Exact, path: /                            => E required-field backend
                pathType: Exact, path: /, backend: {}               => E required-field backend
                pathType: Exact, path: /, backend: {service: {name: a}} => E required-field backend.service.port
                pathType: Exact, path: /, backend: {service: {port: {number: 80}}} => E required-field backend.service.name
                pathType: Exact, path: /, backend: {service: {name: a.b, port: {number: 80}}} => E ingress-cross-namespace-backend backend.service.name
                pathType: Exact, path: /, backend: {service: {name: b/a, port: {number: 80}}} => E ingress-cross-namespace-backend backend.service.name
                pathType: Exact, path: /, backend: {service: {name: A, port: {number: 80}}} => E invalid-value backend.service.name
                pathType: Exact, path: /, backend: {service: {name: a, port: {}}} => E required-field backend.service.port
                pathType: Exact, path: /, backend: {service: {name: a, port: 80}} => E wrong-type backend.service.port
                pathType: Exact, path: /, backend: {service: {name: a, port: {name: x, number: 1}}} => E field-not-allowed backend.service.port
                pathType: Exact, path: /, backend: {service: {name: a, port: {name: "80"}}} => E invalid-value backend.service.port.name
                pathType: Exact, path: /, backend: {service: {name: a, port: {name: a--b}}} => E invalid-value backend.service.port.name
                pathType: Exact, path: /, backend: {service: {name: a, port: {name: a234567890123456}}} => E invalid-value backend.service.port.name
                pathType: Exact, path: /, backend: {service: {name: a, port: {number: 65536}}} => E invalid-value backend.service.port.number
                pathType: Exact, path: /, backend: {service: {name: a, port: {number: "80"}}} => E wrong-type backend.service.port.number
                path: /, backend: {pathType: Exact, service: {name: a, port: {number: 80}}} => E path-type-missing pathType; W field-misplaced backend.pathType
                path: /, pathType: Exact, backend: {service: {name: a}, port: {number: 80}} => E required-field backend.service.port; W field-misplaced backend.port
                path: /, pathtype: Exact, @B                        => E path-type-missing pathType; W unknown-field pathtype
                """.replace("@B", BACKEND));
    }

    @ParameterizedTest
    @MethodSource
    void path(String path, List<String> problems) {
        Decoding.check(
                "{" + HEAD + ", spec: {rules: [{http: {paths: [{@@}]}}]}}",
                "spec.rules[0].http.paths[0]",
                path,
                problems);
    }

    @Test
    void anAddressAmongTheHostsNeverMakesACertificateTheDefault() {
        Resources resources = Decoding.decode(
                "{" + HEAD
                        + ", spec: {rules: [{}], tls: [{hosts: [10.0.0.1], secretName: a}, {hosts: [10.0.0.1, a.com], secretName: b}]}}");
        assertEquals(
                List.of(new IngressTls(List.of(new Hostname("a.com")), "b")),
                resources.all(Ingress.class).get(0).tls());
    }

    static Stream<Arguments> annotations() {
        return Decoding.rows("""
                kubernetes.io/ingress.class: a                          => E ingress-class-conflict [kubernetes.io/ingress.class]
                kubernetes.io/ingress.class: b                          => E ingress-class-conflict [kubernetes.io/ingress.class]
                kubernetes.io/tls-acme: "true"                          =>
                kubernetes.io/ingress.allow-http: "false"               => W unknown-annotation [kubernetes.io/ingress.allow-http]
                cert-manager.io/cluster-issuer: x                       =>
                acme.cert-manager.io/http01-edit-in-place: "true"       =>
                kubectl.kubernetes.io/last-applied-configuration: "{}"  =>
                meta.helm.sh/release-name: x                            =>
                argocd.argoproj.io/sync-wave: "1"                       =>
                app.kubernetes.io/name: x                               =>
                example.com/owner: x                                    =>
                nginx.ingress.kubernetes.io/rewrite-target: /           => W unknown-annotation [nginx.ingress.kubernetes.io/rewrite-target]
                alb.ingress.kubernetes.io/scheme: internal              => W unknown-annotation [alb.ingress.kubernetes.io/scheme]
                ingress.kubernetes.io/ssl-redirect: "true"              => W unknown-annotation [ingress.kubernetes.io/ssl-redirect]
                traefik.ingress.kubernetes.io/router.tls: "true"        => W unknown-annotation [traefik.ingress.kubernetes.io/router.tls]
                haproxy.org/timeout: "1"                                => W unknown-annotation [haproxy.org/timeout]
                konghq.com/strip-path: "true"                           => W unknown-annotation [konghq.com/strip-path]
                ingress.kubernetes.io.example.com/x: "1"                =>
                plain: x                                                =>
                plain: true                                             => E wrong-type .plain
                plain: null                                             =>
                "a b": x                                                => E invalid-value .a b
                """);
    }

    @ParameterizedTest
    @MethodSource
    void annotations(String annotation, List<String> problems) {
        Decoding.check(
                "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop, annotations: {@@}}, spec: {ingressClassName: a, rules: [{}]}}",
                "",
                annotation,
                problems.stream()
                        .map(line ->
                                line.replace(" [", " metadata.annotations[").replace(" .", " metadata.annotations."))
                        .toList());
    }

    static Stream<Arguments> ingressClass() {
        return Decoding.rows("""
                spec: {controller: example.com/ingress}         =>
                                                                => E required-field spec
                spec: {}                                        => E required-field spec.controller
                spec: {controller: nginx}                       => E invalid-value spec.controller
                spec: {controller: a.b/c, parameters: {kind: K, name: n}} => W unsupported-field spec.parameters
                spec: {controller: a.b/c, parameters: {}} => W unsupported-field spec.parameters; E required-field spec.parameters.kind; E required-field spec.parameters.name
                spec: {controller: a.b/c, parameters: {kind: K, name: n, scope: Namespace}} => W unsupported-field spec.parameters; E required-field spec.parameters.namespace
                spec: {controller: a.b/c, parameters: {kind: K, name: n, namespace: x}} => W unsupported-field spec.parameters; E field-not-allowed spec.parameters.namespace
                spec: {controller: a.b/c, parameters: {kind: K, name: n, scope: Namespace, namespace: x}} => W unsupported-field spec.parameters
                spec: {controller: a.b/c, parameters: {kind: K, name: n, scope: cluster}} => W unsupported-field spec.parameters; E enum-case spec.parameters.scope
                """);
    }

    @ParameterizedTest
    @MethodSource
    void ingressClass(String fields, List<String> problems) {
        Decoding.check(
                "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: c}, @@}",
                "",
                fields,
                problems);
    }
}
