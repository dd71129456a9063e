package dev.gatehouse.tls.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TlsSecretTest {
    private static final Instant FROM = Instant.parse("2026-04-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void theLookAtTheLeafFindsWhatReadingFinds(KeyType keyType) {
        MintedCertificate root =
                MintedCertificate.builder().authority("Root").keyType(keyType).mint();
        for (String[] hosts : new String[][] {
            {"a.example"}, {"B.example", "*.b.example", "b.example", "127.0.0.1", "::1"}, {"192.0.2.1"}, {}
        }) {
            for (String until : List.of("2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z", "2126-01-01T00:00:00Z")) {
                Secret secret = MintedCertificate.builder(hosts)
                        .keyType(keyType)
                        .notBefore(FROM)
                        .validity(Duration.between(FROM, Instant.parse(until)))
                        .signedBy(root)
                        .mint()
                        .toSecret("d", "n");
                LeafFields fields = LeafFields.of(secret.value("tls.crt"));
                ServerCertificate read = ServerCertificate.parse(secret).certificate();
                assertNotNull(read);
                assertEquals(LeafFields.of(read), fields);
                assertEquals(Instant.parse(until), TlsSecret.of(secret).notAfter());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"500101000000Z, 1950-01-01T00:00:00Z", "491231235959Z, 2049-12-31T23:59:59Z"})
    void yearsOfTwoDigits(String text, Instant expected) {
        byte[] time = Der.element(Der.UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
        byte[] certificate = Der.sequence(Der.sequence(
                Der.integer(1),
                Der.sequence(),
                Der.sequence(),
                Der.sequence(time, time),
                Der.sequence(),
                Der.sequence()));
        LeafFields fields = LeafFields.of(Pem.write("CERTIFICATE", certificate).getBytes(StandardCharsets.US_ASCII));
        assertNotNull(fields);
        assertEquals(expected, fields.notAfter());
    }

    @Test
    void damagedLeavesNeverThrow() {
        Random random = new Random(5);
        byte[] sound = Base64.getMimeDecoder()
                .decode(MintedCertificate.selfSigned("a.example")
                        .certificatePem()
                        .replaceAll("-----.*", ""));
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = sound.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            LeafFields.of(Pem.write("CERTIFICATE", damaged).getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void isReadWhenFirstNeededAndThenKept() {
        TlsSecret secret =
                TlsSecret.of(MintedCertificate.selfSigned("a.example").toSecret("d", "n"));
        ServerCertificate certificate = secret.certificate();
        assertNotNull(certificate);
        assertSame(certificate, secret.certificate());
        assertEquals("Secret d/n", secret.toString());
    }

    @Test
    void saysWhatReadingSaysAtAnyTime() {
        Secret secret = MintedCertificate.builder("a.example")
                .notBefore(FROM)
                .validity(Duration.ofDays(90))
                .mint()
                .toSecret("d", "n");
        TlsSecret lazy = TlsSecret.of(new Secret(secret.metadata(), "Opaque", secret.data()));
        assertEquals(List.of("tls-secret-type"), names(lazy.problems(FROM)));
        assertEquals(
                List.of("tls-secret-type", "certificate-expired"),
                names(lazy.problems(FROM.plus(Duration.ofDays(91)))));
        assertEquals(FROM.plus(Duration.ofDays(76)), lazy.expiringFrom());
    }

    @Test
    void aBrokenOneHasNothing() {
        TlsSecret broken = TlsSecret.of(new Secret(Metadata.of("d", "n"), Secret.TLS, Map.of()));
        assertNull(broken.certificate());
        assertNull(broken.notAfter());
        assertNull(broken.expiringFrom());
        assertEquals(List.of(), broken.names());
        assertEquals(List.of("tls-secret-malformed", "tls-secret-malformed"), names(broken.problems(FROM)));
    }

    @Test
    void knowsItsSecretAgain() {
        Secret secret = MintedCertificate.selfSigned("a.example").toSecret("d", "n");
        TlsSecret lazy = TlsSecret.of(secret);
        Map<String, byte[]> copy = new HashMap<>();
        secret.data().forEach((key, value) -> copy.put(key, value.clone()));
        assertTrue(lazy.isOf(secret));
        assertTrue(lazy.isOf(new Secret(Metadata.of("d", "n"), Secret.TLS, copy)));
        assertFalse(lazy.isOf(new Secret(Metadata.of("d", "n"), "Opaque", copy)));
        copy.put("tls.key", new byte[0]);
        assertFalse(lazy.isOf(new Secret(Metadata.of("d", "n"), Secret.TLS, copy)));
        assertFalse(TlsSecret.of(lazy.certificate()).isOf(secret));
    }

    private static List<String> names(List<Problem> problems) {
        return problems.stream().map(Problem::name).toList();
    }
}
