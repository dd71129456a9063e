package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.ConfigMap;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedObjectTest {
    private static final ObjectName SIGNER = new ObjectName("ConfigMap", "toys", "signer");
    private static final ObjectName CERTIFICATE = new ObjectName("Secret", "toys", "certificate");

    @Test
    void aSignerSignsWhatComesAfterIt() throws Exception {
        Resources resources = Resources.decode(GeneratedObject.documents(List.of(
                        new GeneratedObject(SIGNER, true, List.of(), null),
                        new GeneratedObject(CERTIFICATE, false, List.of("*", "toys.example", "spiffe://toys"), SIGNER)))
                .stream()
                .map(Document::of)
                .toList());
        assertEquals(List.of(), resources.problems());
        ConfigMap signer = resources.find(ConfigMap.class, "toys", "signer");
        Secret secret = resources.find(Secret.class, "toys", "certificate");
        assertEquals(Secret.TLS, secret.type());
        X509Certificate authority = certificate(signer.data().get("ca.crt").getBytes(StandardCharsets.US_ASCII));
        X509Certificate certificate = certificate(secret.value("tls.crt"));
        certificate.verify(authority.getPublicKey());
        assertTrue(authority.getBasicConstraints() >= 0);
        assertEquals(
                List.of("toys.example"),
                certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1))
                        .collect(Collectors.toList()));
    }

    private static X509Certificate certificate(byte[] pem) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
