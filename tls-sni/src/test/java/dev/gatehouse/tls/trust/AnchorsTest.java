package dev.gatehouse.tls.trust;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
}
