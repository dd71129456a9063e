package dev.gatehouse.tls.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and key stores that a password opens. */
class PasswordsTest {
    private static final char[] PASSWORD = "open sesame".toCharArray();
    private static final MintedCertificate SHOP = MintedCertificate.selfSigned("shop.example");
    private static final MintedCertificate ROOT =
            MintedCertificate.builder().authority("Root").mint();
    private static final MintedCertificate MIDDLE =
            MintedCertificate.builder().authority("Middle").signedBy(ROOT).mint();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PBEWithHmacSHA256AndAES_256",
                "PBEWithHmacSHA512AndAES_256",
                "PBEWithHmacSHA1AndAES_128",
                "PBEWithSHA1AndDESede"
            })
    void encryptedPkcs8(String algorithm) throws Exception {
        Secret secret = pem(SHOP.certificatePem(), encrypted(algorithm, 2048));
        ParsedCertificate parsed = ServerCertificate.parse(secret, Instant.now(), PASSWORD);
        assertEquals(List.of(), parsed.problems());
        ServerCertificate certificate = parsed.certificate();
        assertNotNull(certificate);
        assertEquals(SHOP.privateKey(), certificate.privateKey());
        assertRefused(
                secret, null, "tls.key holds an encrypted private key (expected: one without a password, or to be");
        for (String wrong : List.of("open sesame ", "", "x")) {
            assertRefused(
                    secret,
                    wrong.toCharArray(),
                    "tls.key holds an encrypted private key that the password does not open");
        }
    }

    /** As {@code openssl pkcs8 -topk8} of OpenSSL 3.0 writes by default. */
    @Test
    void encryptedPkcs8OfOpenSsl() throws Exception {
        PrivateKey key = PrivateKeys.read(OPENSSL.getBytes(StandardCharsets.US_ASCII), PASSWORD);
        assertEquals("EC", key.getAlgorithm());
    }

    @Test
    void aPasswordThatTakesForEverIsRefused() throws Exception {
        assertRefused(
                pem(SHOP.certificatePem(), encrypted("PBEWithHmacSHA256AndAES_256", 5_000_001)),
                PASSWORD,
                "tls.key holds an encrypted private key with more than 5000000 iterations");
    }

    @ParameterizedTest
    @EnumSource
    void pkcs12(KeyType keyType) throws Exception {
        MintedCertificate minted = MintedCertificate.builder("shop.example")
                .keyType(keyType)
                .signedBy(MIDDLE)
                .mint();
        Secret secret = keyStore(minted, PASSWORD);
        ParsedCertificate parsed = ServerCertificate.parse(secret, Instant.now(), PASSWORD);
        assertEquals(List.of(), parsed.problems());
        ServerCertificate certificate = parsed.certificate();
        assertNotNull(certificate);
        assertEquals(minted.chain(), certificate.chain().subList(0, 2));
        assertEquals(minted.privateKey(), certificate.privateKey());
        TlsSecret lazy = TlsSecret.of(secret, PASSWORD);
        assertEquals(List.of("shop.example"), lazy.names());
        assertEquals(certificate, lazy.certificate());
        assertRefused(secret, null, "keystore.p12 is encrypted (expected: to be told its password)");
        assertRefused(secret, "no".toCharArray(), "keystore.p12 is a PKCS#12 file that the password does not open");
    }

    /** In whatever order they were written. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "b a"})
    void ofSeveralKeysInPkcs12TheFirstByItsAliasIsTaken(String aliases) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String alias : aliases.split(" ", -1)) {
            MintedCertificate minted = MintedCertificate.selfSigned(alias + ".example");
            store.setKeyEntry(
                    alias, minted.privateKey(), PASSWORD, minted.chain().toArray(X509Certificate[]::new));
        }
        ServerCertificate certificate = ServerCertificate.parse(keyStore(store, PASSWORD), Instant.now(), PASSWORD)
                .certificate();
        assertNotNull(certificate);
        assertEquals(List.of("a.example"), certificate.names());
    }

    @Test
    void pkcs12WithoutAKey() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", ROOT.certificate());
        assertRefused(keyStore(store, PASSWORD), PASSWORD, "keystore.p12 holds no private key with a certificate");
    }

    @Test
    void pemWinsOverPkcs12() throws Exception {
        Secret both = new Secret(
                Metadata.of("shop", "front"),
                Secret.TLS,
                Map.of(
                        "tls.crt", SHOP.certificatePem().getBytes(StandardCharsets.US_ASCII),
                        "tls.key", SHOP.privateKeyPem().getBytes(StandardCharsets.US_ASCII),
                        "keystore.p12", new byte[0]));
        assertEquals(List.of(), ServerCertificate.parse(both).problems());
    }

    @Test
    void damagedKeyStoresNeverThrowAndNeverShowAPassword() throws Exception {
        byte[] sound = keyStore(SHOP, PASSWORD).data().get("keystore.p12");
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = sound.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                damaged[random.nextInt(random.nextBoolean() ? 60 : damaged.length)] = (byte) random.nextInt();
            }
            Secret secret = new Secret(Metadata.of("shop", "front"), Secret.TLS, Map.of("keystore.p12", damaged));
            String text =
                    ServerCertificate.parse(secret, Instant.now(), PASSWORD).toString();
            assertFalse(text.contains("Exception") || text.contains("sesame"), text);
        }
    }

    private static void assertRefused(Secret secret, char[] password, String message) {
        ParsedCertificate parsed = ServerCertificate.parse(secret, Instant.now(), password);
        assertNull(parsed.certificate());
        Problem problem = parsed.problems().get(0);
        assertEquals("tls-secret-malformed", problem.name());
        assertTrue(problem.message().startsWith(message), problem::message);
    }

    private static String encrypted(String algorithm, int iterations) throws Exception {
        boolean pbes2 = algorithm.contains("AES");
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD)),
                new PBEParameterSpec(new byte[8], iterations, pbes2 ? new IvParameterSpec(new byte[16]) : null));
        byte[] data = cipher.doFinal(SHOP.privateKey().getEncoded());
        byte[] name = Der.oid(pbes2 ? "1.2.840.113549.1.5.13" : "1.2.840.113549.1.12.1.3");
        return Pem.write(
                "ENCRYPTED PRIVATE KEY",
                Der.sequence(Der.sequence(name, cipher.getParameters().getEncoded()), Der.octets(data)));
    }

    private static Secret keyStore(MintedCertificate minted, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("another", ROOT.certificate());
        store.setKeyEntry(
                "certificate", minted.privateKey(), password, minted.chain().toArray(X509Certificate[]::new));
        return keyStore(store, password);
    }

    private static Secret keyStore(KeyStore store, char[] password) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return new Secret(Metadata.of("shop", "front"), Secret.TLS, Map.of("keystore.p12", bytes.toByteArray()));
    }

    private static Secret pem(String certificate, String key) {
        return new Secret(
                Metadata.of("shop", "front"),
                Secret.TLS,
                Map.of(
                        "tls.crt", certificate.getBytes(StandardCharsets.US_ASCII),
                        "tls.key", key.getBytes(StandardCharsets.US_ASCII)));
    }

    private static final String OPENSSL = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgv8DYOPQccUAICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBEBAeJo9Hfm49p51FCoOBAEgZA9
            V5Qw/tUrKrjtv/F8jf4eEG/+cXfF9gbym8VcgEp+HXGiJKmZEFyhSKpe/9JFko/D
            D0W9gnopDkPrIDJPDS4Pr+z9WaAjwTe2o79SDlQHMEbptJ624+HzhE1Se8Trag6Q
            VFGQCK6jQVWCPevftaAsHokQOBMsUr93E2tvozH0XsiAKv0LPLN0Ff1gVQpqYnk=
            -----END ENCRYPTED PRIVATE KEY-----
            """;
}
