package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.ConfigMap;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tck.tls.Pem;
import dev.gatehouse.yaml.Manifests;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedObjectTest {
    private static Resources make(String... bodies) {
        Generator generator = Generator.create();
        List<Document> documents = Arrays.stream(bodies)
                .map(body -> Body.of(
                        Manifests.documents(body, "test").documents().get(0).content(), "test"))
                .map(body -> generator.make(GeneratedObject.read(body)))
                .collect(Collectors.toList());
        Resources resources = Resources.decode(documents);
        assertEquals(List.of(), resources.problems());
        return resources;
    }

    private static X509Certificate certificate(Secret secret, String key) throws Exception {
        return Pem.certificates(new String(secret.value(key), StandardCharsets.US_ASCII))
                .get(0);
    }

    private static X509Certificate certificate(ConfigMap map, String key) throws Exception {
        return Pem.certificates(map.data().get(key)).get(0);
    }

    @Test
    void aSignerSignsWhatComesAfterIt() throws Exception {
        Resources resources = make(
                "{kind: ConfigMap, namespace: toys, name: signer, type: ca, selfSigned: true}",
                "{namespace: toys, name: pair, type: server, hosts: [toys.example, '*.org', 192.0.2.7, 'spiffe://toys'],"
                        + " signedBy: {namespace: toys, name: signer}, caKey: ca.crt}");
        X509Certificate authority = certificate(resources.find(ConfigMap.class, "toys", "signer"), "ca.crt");
        Secret secret = resources.find(Secret.class, "toys", "pair");
        X509Certificate certificate = certificate(secret, "tls.crt");
        assertEquals(Secret.TLS, secret.type());
        certificate.verify(authority.getPublicKey());
        assertTrue(authority.getBasicConstraints() >= 0);
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(
                "CN=gatewayapi,O=Kubernetes Gateway API,C=US",
                authority.getSubjectX500Principal().getName());
        assertEquals(
                "CN=default,O=Acme Co", certificate.getSubjectX500Principal().getName());
        assertEquals(authority.getSubjectX500Principal(), certificate.getIssuerX500Principal());
        assertEquals(
                2048, ((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength());
        assertEquals(
                List.of(
                        List.of(2, "toys.example"),
                        List.of(2, "*.org"),
                        List.of(7, "192.0.2.7"),
                        List.of(6, "spiffe://toys")),
                List.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(authority, certificate(secret, "ca.crt"));
        String key = new String(secret.value("tls.key"), StandardCharsets.US_ASCII);
        assertTrue(key.startsWith("-----BEGIN RSA PRIVATE KEY-----"), key.substring(0, 40));
        assertEquals("RSA", Pem.privateKey(key).getAlgorithm());
    }

    @Test
    void authoritiesAreToldApartByTheirKeysAlone() throws Exception {
        Resources resources = make(
                "{kind: ConfigMap, namespace: toys, name: one, type: ca}",
                "{kind: ConfigMap, namespace: toys, name: other, type: ca, key: other.crt}");
        X509Certificate one = certificate(resources.find(ConfigMap.class, "toys", "one"), "ca.crt");
        X509Certificate other = certificate(resources.find(ConfigMap.class, "toys", "other"), "other.crt");
        assertEquals(one.getSubjectX500Principal(), other.getSubjectX500Principal());
        assertEquals(2024, one.getSerialNumber().intValue());
        assertNotEquals(one.getPublicKey(), other.getPublicKey());
    }

    @Test
    void aClientHasNoHost() throws Exception {
        Resources resources = make(
                "{namespace: toys, name: authority, type: ca}",
                "{namespace: toys, name: client, type: client, commonName: bear,"
                        + " signedBy: {namespace: toys, name: authority}}");
        X509Certificate client = certificate(resources.find(Secret.class, "toys", "client"), "tls.crt");
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), client.getExtendedKeyUsage());
        assertEquals("CN=bear,O=Acme Co", client.getSubjectX500Principal().getName());
        assertEquals(null, client.getSubjectAlternativeNames());
        assertFalse(resources.find(Secret.class, "toys", "authority").type().equals(Secret.TLS));
    }

    @Test
    void whatCannotBeMade() {
        for (String body : List.of(
                "{namespace: toys, name: pair, type: servant}",
                "{namespace: toys, name: pair, type: server, signedBy: {namespace: toys, name: nobody}}",
                "{namespace: toys, name: pair, type: server, selfSigned: true, signedBy: {namespace: a, name: b}}",
                "{namespace: toys, type: server}")) {
            assertThrows(MalformedCase.class, () -> make(body), body);
        }
    }
}
