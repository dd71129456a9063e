package dev.gatehouse.tls.certificate;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Certificates whose holders may vouch for others, as {@code ca.crt} of a ConfigMap has them: PEM text with one certificate or
 * several, in any order.
 */
public final class CertificateBundle {
    private CertificateBundle() {}

    /**
     * What keeps the text from being a bundle, as a phrase that follows its name, such as {@code holds no certificate}; null where
     * nothing does.
     */
    public static @Nullable String problem(String pem) {
        try {
            read(pem);
            return null;
        } catch (MalformedPem e) {
            return e.phrase();
        }
    }

    /** The certificates; empty where there is a {@link #problem}. */
    public static List<X509Certificate> certificates(String pem) {
        try {
            return read(pem);
        } catch (MalformedPem e) {
            return List.of();
        }
    }

    /**
     * What is odd about the bundle's certificates, each as a sentence: those that are no authorities (their holder is then believed,
     * and nobody for whom it vouches), and those that are not valid any more. Empty where nothing is, or there is a {@link #problem}.
     */
    public static List<String> oddities(String pem, Instant now) {
        return certificates(pem).stream()
                .flatMap(certificate -> {
                    String subject = SecretReading.subject(certificate);
                    return Stream.of(
                            certificate.getBasicConstraints() < 0
                                    ? "the certificate of " + subject + " is not that of an authority"
                                    : "",
                            certificate.getNotAfter().toInstant().isBefore(now)
                                    ? "the certificate of " + subject + " expired at "
                                            + certificate.getNotAfter().toInstant()
                                    : "");
                })
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private static List<X509Certificate> read(String pem) throws MalformedPem {
        return SecretReading.certificates(pem.getBytes(StandardCharsets.ISO_8859_1));
    }
}
