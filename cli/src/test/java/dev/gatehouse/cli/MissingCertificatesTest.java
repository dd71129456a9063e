package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingCertificatesTest {
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop}
            spec:
              ingressClassName: gatehouse
              tls: [%s]
              rules:
                - host: shop.example
                - host: www.shop.example
            """;
    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: shop, namespace: front}
            spec:
              gatewayClassName: gatehouse
              listeners:
                - name: https
                  port: 443
                  protocol: HTTPS
                  allowedRoutes: {namespaces: {from: All}}
                  %s
                  tls: {certificateRefs: [%s]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop, namespace: shop}
            spec:
              parentRefs: [{name: shop, namespace: front}]
              hostnames: [shop.example, a.b.wild.example]
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: stranger, namespace: shop}
            spec:
              parentRefs: [{name: shop}, {name: shop, namespace: front, sectionName: http}]
              hostnames: [stranger.example]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{hosts: [shop.example], secretName: s}         | Secret default/s [shop.example]",
                "{secretName: s}                                | Secret default/s [shop.example, www.shop.example]",
                "{hosts: [shop.example]}                        |",
                "{hosts: [a.example], secretName: s}, {hosts: [b.example], secretName: s}"
                        + " | Secret default/s [a.example, b.example]",
            })
    void ofAnIngress(String tls, String expected) {
        assertMissing(expected, Yaml.resources(INGRESS.formatted(tls)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hostname: one.example    | {name: s}               | Secret front/s [one.example]",
                "hostname: '*.wild.example' | {name: s}    | Secret front/s [*.wild.example, a.b.wild.example]",
                "''                       | {name: s}      | Secret front/s [shop.example, a.b.wild.example]",
                "hostname: one.example    | {name: s, namespace: x} | Secret x/s [one.example]",
                "hostname: one.example    | {name: s, kind: Card, group: example.org} |",
            })
    void ofAGateway(String hostname, String reference, String expected) {
        assertMissing(expected, Yaml.resources(GATEWAY.formatted(hostname, reference)));
    }

    @Test
    void whatIsThereIsNotMissing() {
        Resources resources = Yaml.resources(INGRESS.formatted("{secretName: s}"));
        Secret secret = new Secret(dev.gatehouse.routing.resource.Metadata.of("default", "s"), Secret.TLS, Map.of());
        assertMissing(null, resources.with(List.of(secret)));
    }

    @Test
    void theStandInIsTheSameForAsLongAsItsHostsAre() throws Exception {
        try (PlaceholderCertificates certificates = new PlaceholderCertificates()) {
            Resources resources = Yaml.resources(INGRESS.formatted("{hosts: [a.example], secretName: s}"));
            Resources other = Yaml.resources(INGRESS.formatted("{hosts: [b.example], secretName: s}"));
            String first = pem(certificates.filledWhereUnknown(resources).with(resources));
            assertEquals(first, pem(certificates.filledWhereUnknown(resources).with(resources)));
            assertEquals(
                    false,
                    first.equals(pem(certificates.filledWhereUnknown(other).with(other))));
            assertEquals(first, pem(certificates.filledWhereUnknown(resources).with(resources)));
            assertEquals(
                    List.of("hint: tls-secret-not-in-manifests at test.yaml:6"),
                    certificates.filledWhereUnknown(resources).hints().stream()
                            .map(MissingCertificatesTest::summary)
                            .toList());
        }
    }

    private static String summary(Problem problem) {
        return ProblemsText.word(problem.severity()) + ": " + problem.name() + " at " + problem.source();
    }

    private static String pem(Resources resources) {
        return new String(
                resources.find(Secret.class, "default", "s").value("tls.crt"),
                java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static void assertMissing(String expected, Resources resources) {
        assertEquals(
                expected == null ? List.of() : List.of(expected),
                MissingCertificates.of(resources).stream()
                        .map(missing -> missing + " " + missing.hosts())
                        .toList());
    }
}
