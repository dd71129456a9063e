package dev.gatehouse.routing.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontEndTest {
    @ParameterizedTest(name = "{1} and {2}: {0}")
    @CsvSource({
        "true, CERTIFICATE, PRIVATE KEY",
        "true, CERTIFICATE, RSA PRIVATE KEY",
        "true, CERTIFICATE, EC PRIVATE KEY",
        "false, CERTIFICATE, ENCRYPTED DATA",
        "false, CERTIFICATE, CERTIFICATE",
        "false, PRIVATE KEY, PRIVATE KEY",
        "false, CERTIFICATE REQUEST, PRIVATE KEY",
        "false, , PRIVATE KEY",
        "false, CERTIFICATE, ",
    })
    void aCertificateAndItsKeyLookLikePem(boolean looks, String certificate, String key) {
        assertEquals(looks, FrontEnd.looksLikeCertificate(secret(pem(certificate), pem(key))));
    }

    @Test
    void whatBeginsMustEnd() {
        String certificate = pem("CERTIFICATE");
        String key = pem("PRIVATE KEY");
        assertTrue(FrontEnd.looksLikeCertificate(secret("issued by nobody\n" + certificate, key)));
        assertEquals(false, FrontEnd.looksLikeCertificate(secret(certificate.replace("END", "FIN"), key)));
        assertEquals(
                false,
                FrontEnd.looksLikeCertificate(secret(certificate, key.replace("END PRIVATE", "END EC PRIVATE"))));
        assertEquals(false, FrontEnd.looksLikeCertificate(secret("hello", "hello")));
    }

    /** GEP-2162: sorted, at most 64, each once. */
    @Test
    void featuresAreSorted() {
        assertEquals(new TreeSet<>(SupportedFeatures.NAMES).stream().toList(), SupportedFeatures.NAMES);
        assertTrue(SupportedFeatures.NAMES.size() <= 64);
    }

    private static String pem(String label) {
        return label == null ? null : "-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n";
    }

    private static Secret secret(String certificate, String key) {
        Map<String, byte[]> data = new HashMap<>();
        if (certificate != null) {
            data.put("tls.crt", certificate.getBytes(StandardCharsets.US_ASCII));
        }
        if (key != null) {
            data.put("tls.key", key.getBytes(StandardCharsets.US_ASCII));
        }
        return new Secret(Metadata.of("default", "s"), Secret.TLS, data);
    }
}
