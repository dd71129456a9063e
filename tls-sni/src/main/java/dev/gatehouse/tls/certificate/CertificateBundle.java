package dev.gatehouse.tls.certificate;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates whose holders may vouch for others, as {@code ca.crt} of a ConfigMap has them: PEM text with one certificate or
 * several, in any order.
 */
public final class CertificateBundle {
    private CertificateBundle() {}

    /** The certificates; empty where the text holds none, or one that cannot be read. */
    public static List<X509Certificate> certificates(String pem) {
        try {
            return SecretReading.certificates(pem.getBytes(StandardCharsets.ISO_8859_1));
        } catch (MalformedPem e) {
            return List.of();
        }
    }
}
