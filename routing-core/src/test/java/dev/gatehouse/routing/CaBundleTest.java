package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Certificates under {@code ca.crt} that are no authority's: they are told, and trusted. {@code leaf} has CA:FALSE, {@code bare} no
 * basicConstraints, {@code nosign} a keyUsage without keyCertSign, and {@code version1} no extensions at all, as old authorities have it.
 */
class CaBundleTest {
    private static final String GATEWAY = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

            {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours,
             tls: {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}}}, listeners: [
              {name: http, port: 80, protocol: HTTP},
              {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]}}

            """;
    private static final String POLICY = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 80, protocol: HTTP}]}}

            {kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: web, port: 80}]}]}}

            {kind: BackendTLSPolicy, metadata: {name: p}, spec: {targetRefs: [{group: "", kind: Service, name: web}],
             validation: {hostname: web.example, caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}}

            """ + Served.services("web") + "\n";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "authority                   |",
                "version1                    |",
                "authority version1          |",
                "leaf                        | found 1 of 1 certificates in ConfigMap default/ca that is no authority's, that of CN=leaf.example",
                "bare                        | found 1 of 1 certificates in ConfigMap default/ca that is no authority's, that of CN=bare.example",
                "nosign                      | found 1 of 1 certificates in ConfigMap default/ca that is no authority's, that of CN=nosign.example",
                "authority leaf              | found 1 of 2 certificates in ConfigMap default/ca that is no authority's, that of CN=leaf.example",
                "authority leaf version1 bare | found 2 of 4 certificates in ConfigMap default/ca that are no authority's, the first that of CN=leaf.example",
            })
    void isToldAndTrusted(String certificates, String told) throws IOException {
        String bundle = bundle(certificates);
        String ca = Authorities.configMap("default", "ca", "ca.crt", bundle);
        Served gateway = Served.of(GATEWAY + ca);
        assertEquals(expected("spec.tls.frontend.default.validation.caCertificateRefs[0]", told), told(gateway));
        assertEquals(
                List.of(bundle),
                gateway.live()
                        .current()
                        .attachment()
                        .listeners()
                        .get(1)
                        .clientValidation()
                        .authorities());
        Served policy = Served.of(POLICY + ca);
        assertEquals(expected("spec.validation.caCertificateRefs[0]", told), told(policy));
        ServiceBackend backend = ((Decision.Forward) policy.decide("GET", "a.org/")).backend();
        assertEquals(List.of(bundle), backend.tls().authorities());
    }

    private static List<String> expected(String field, String told) {
        return told == null
                ? List.of()
                : List.of(
                        Severity.WARNING + " " + field + ": " + told
                                + ": trusted are those who show it, and none who show what it signed (expected: basicConstraints with CA:TRUE, and keyCertSign where there is a keyUsage)");
    }

    private static List<String> told(Served served) {
        return served.live().current().problems().stream()
                .filter(problem -> problem.name().equals("ca-bundle-non-ca"))
                .map(CaBundleTest::text)
                .toList();
    }

    private static String text(Problem problem) {
        return problem.severity() + " " + problem.field() + ": " + problem.message();
    }

    private static String bundle(String certificates) throws IOException {
        StringBuilder bundle = new StringBuilder();
        for (String name : certificates.split(" ", -1)) {
            bundle.append(name.equals("authority") ? Authorities.PEM : resource(name));
        }
        return bundle.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = CaBundleTest.class.getResourceAsStream("/authorities/" + name + ".crt")) {
            assertNotNull(file, name);
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
