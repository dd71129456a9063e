package dev.gatehouse.tls.trust;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.certificate.CertificateBundle;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose word counts, for each way to name authorities. */
class AnchorsTest {
    private static final MintedCertificate OWN =
            MintedCertificate.builder().authority("Own").mint();
    private static final MintedCertificate OTHER =
            MintedCertificate.builder().authority("Other").mint();

    static Stream<Arguments> named() {
        String own = OWN.certificatePem();
        String other = OTHER.certificatePem();
        return Stream.of(
                Arguments.of(List.of(own), false, true, false),
                Arguments.of(List.of(other, own), false, true, false),
                Arguments.of(List.of(other + own), false, true, false),
                Arguments.of(List.of("no PEM", own), false, true, false),
                Arguments.of(List.of(own), true, true, true),
                Arguments.of(List.of(other), true, false, true),
                Arguments.of(List.of(), true, false, true),
                Arguments.of(List.of("no PEM"), true, false, true),
                Arguments.of(List.of(other), false, false, false),
                Arguments.of(List.of("no PEM"), false, false, false),
                Arguments.of(List.of(), false, false, false));
    }

    @ParameterizedTest
    @MethodSource
    void named(List<String> bundles, boolean system, boolean own, boolean platforms) {
        Anchors anchors = Anchors.of(bundles, system);
        Set<X509Certificate> certificates = Set.copyOf(Arrays.asList(anchors.certificates()));
        List<X509Certificate> ofThePlatform =
                List.of(Anchors.of(List.of(), true).certificates());
        assertTrue(ofThePlatform.size() > 1);
        assertEquals(own, certificates.contains(OWN.certificate()));
        assertEquals(platforms, certificates.containsAll(ofThePlatform));
        X509Certificate[] chain = MintedCertificate.builder("shop.example").signedBy(OWN).mint().chain().stream()
                .toArray(X509Certificate[]::new);
        if (own) {
            assertDoesNotThrow(() -> anchors.checkServer(chain, "ECDHE_ECDSA"));
        } else {
            assertThrows(CertificateException.class, () -> anchors.checkServer(chain, "ECDHE_ECDSA"));
        }
    }

    /**
     * A certificate that is no authority's is trusted where it is shown itself, as one would who has no authority, and vouches for nobody.
     * One of version 1 does not say what it is.
     */
    @ParameterizedTest
    @CsvSource({"leaf, false", "bare, false", "nosign, false", "version1, true"})
    void ofNoAuthority(String name, boolean vouches) throws Exception {
        Anchors anchors = Anchors.of(List.of(pem(name)), false);
        X509Certificate[] itself = {certificate(name)};
        X509Certificate[] signed = {certificate("by-" + name)};
        X509Certificate[] chain = {certificate("by-" + name), certificate(name)};
        assertDoesNotThrow(() -> anchors.checkServer(itself, "ECDHE_ECDSA"));
        assertDoesNotThrow(() -> anchors.checkClient(itself, "EC"));
        for (X509Certificate[] shown : List.of(signed, chain)) {
            if (vouches) {
                assertDoesNotThrow(() -> anchors.checkServer(shown, "ECDHE_ECDSA"));
                assertDoesNotThrow(() -> anchors.checkClient(shown, "EC"));
            } else {
                assertThrows(CertificateException.class, () -> anchors.checkServer(shown, "ECDHE_ECDSA"));
                assertThrows(CertificateException.class, () -> anchors.checkClient(shown, "EC"));
            }
        }
    }

    private static X509Certificate certificate(String name) throws IOException {
        return CertificateBundle.certificates(pem(name)).get(0);
    }

    private static String pem(String name) throws IOException {
        try (InputStream file = AnchorsTest.class.getResourceAsStream("/anchors/" + name + ".crt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
