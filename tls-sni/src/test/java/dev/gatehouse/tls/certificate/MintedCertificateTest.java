package dev.gatehouse.tls.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MintedCertificateTest {
    @ParameterizedTest
    @EnumSource
    void signsItselfWithEachKind(KeyType type) throws Exception {
        X509Certificate certificate =
                MintedCertificate.builder("shop.example").keyType(type).mint().certificate();
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertEquals(3, certificate.getVersion());
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertTrue(certificate.getKeyUsage()[0], "digitalSignature");
        assertEquals(type == KeyType.RSA, certificate.getKeyUsage()[2], "keyEncipherment");
        assertFalse(certificate.getKeyUsage()[5], "keyCertSign");
        assertEquals(Set.of("2.5.29.15", "2.5.29.19"), certificate.getCriticalExtensionOIDs());
    }

    @Test
    void namesHostsAndAddresses() throws Exception {
        Collection<List<?>> names = MintedCertificate.selfSigned(
                        "Shop.example", "*.shop.example", "a_b.shop.example", "127.0.0.1", "::1", "2001:db8::7")
                .certificate()
                .getSubjectAlternativeNames();
        assertEquals(
                List.of(
                        List.of(2, "shop.example"),
                        List.of(2, "*.shop.example"),
                        List.of(2, "a_b.shop.example"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(7, "2001:db8:0:0:0:0:0:7")),
                List.copyOf(names));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "a..b", "1.2.3", "1.2.3.256", "a:80", "http://a", "::g", "a b", "*.*.a", "é.example"})
    void refusesWhatIsNoHost(String host) {
        assertThrows(IllegalArgumentException.class, () -> MintedCertificate.builder(host));
    }

    @ParameterizedTest(name = "an authority with {0} signs {1}")
    @CsvSource({"EC, EC", "EC, RSA", "RSA, EC", "ED25519, ED25519"})
    void authoritySigns(KeyType above, KeyType below) throws Exception {
        MintedCertificate root =
                MintedCertificate.builder().authority("Root").keyType(above).mint();
        MintedCertificate middle = MintedCertificate.builder()
                .authority("Middle")
                .keyType(above)
                .signedBy(root)
                .mint();
        MintedCertificate leaf = MintedCertificate.builder("shop.example")
                .keyType(below)
                .signedBy(middle)
                .mint();
        assertEquals(List.of(leaf.certificate(), middle.certificate()), leaf.chain());
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(leaf.chain()), trust);
    }

    @Test
    void onlyAuthoritiesSign() {
        MintedCertificate leaf = MintedCertificate.selfSigned("shop.example");
        assertThrows(
                IllegalArgumentException.class,
                () -> MintedCertificate.builder("a").signedBy(leaf));
    }

    @Test
    void isValidForNinetyDaysFromFiveMinutesAgo() {
        Instant now = Instant.now();
        X509Certificate certificate =
                MintedCertificate.selfSigned("shop.example").certificate();
        Instant from = certificate.getNotBefore().toInstant();
        assertEquals(
                Duration.ofDays(90),
                Duration.between(from, certificate.getNotAfter().toInstant()));
        assertTrue(
                Duration.between(from, now).minus(Duration.ofMinutes(5)).abs().toSeconds() < 60, () -> from.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "1999-01-01T00:00:00Z"})
    void writesTimesOfBothCenturies(String from) {
        X509Certificate certificate = MintedCertificate.builder("a.example")
                .notBefore(Instant.parse(from))
                .validity(Duration.ofSeconds(1))
                .mint()
                .certificate();
        assertEquals(Instant.parse(from), certificate.getNotBefore().toInstant());
        assertEquals(
                Instant.parse(from).plusSeconds(1), certificate.getNotAfter().toInstant());
    }

    @Test
    void serialNumbersArePositiveAndDiffer() {
        MintedCertificate one = MintedCertificate.selfSigned("a.example");
        MintedCertificate other = MintedCertificate.selfSigned("a.example");
        assertNotEquals(one.certificate().getSerialNumber(), other.certificate().getSerialNumber());
        assertEquals(1, one.certificate().getSerialNumber().signum());
        assertTrue(one.certificate().getSerialNumber().bitLength() > 64);
    }

    @Test
    void longNamesStayOutOfTheCommonName() throws Exception {
        String host = "a".repeat(60) + "." + "b".repeat(60) + ".example";
        X509Certificate certificate = MintedCertificate.selfSigned(host).certificate();
        assertEquals(
                List.of(2, host),
                certificate.getSubjectAlternativeNames().iterator().next());
        assertEquals("CN=development", certificate.getSubjectX500Principal().getName());
    }

    @Test
    void validityIsMoreThanNothing() {
        MintedCertificate.Builder builder = MintedCertificate.builder("a.example");
        assertThrows(IllegalArgumentException.class, () -> builder.validity(Duration.ZERO));
    }
}
