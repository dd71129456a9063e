package dev.gatehouse.tls.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerCertificateTest {
    private static final MintedCertificate EC =
            MintedCertificate.selfSigned("shop.example", "*.shop.example", "SHOP.example");
    private static final MintedCertificate RSA =
            MintedCertificate.builder("rsa.example").keyType(KeyType.RSA).mint();
    private static final MintedCertificate ROOT =
            MintedCertificate.builder().authority("Root").mint();
    private static final MintedCertificate MIDDLE =
            MintedCertificate.builder().authority("Middle").signedBy(ROOT).mint();
    private static final MintedCertificate SIGNED =
            MintedCertificate.builder("shop.example").signedBy(MIDDLE).mint();

    @ParameterizedTest
    @EnumSource
    void readsWhatWasMinted(KeyType type) {
        MintedCertificate minted = MintedCertificate.builder("a.example", "127.0.0.1")
                .keyType(type)
                .mint();
        ServerCertificate certificate = usable(minted.toSecret("default", "a"));
        assertEquals(minted.chain(), certificate.chain());
        assertEquals(minted.privateKey(), certificate.privateKey());
        assertEquals(List.of("a.example"), certificate.names());
        assertEquals(type == KeyType.ED25519 ? "EdDSA" : type.name(), certificate.keyType());
        assertEquals(minted.certificate().getNotBefore().toInstant(), certificate.notBefore());
        assertEquals(minted.certificate().getNotAfter().toInstant(), certificate.notAfter());
        assertEquals("Secret default/a", certificate.secret().toString());
    }

    @Test
    void namesAreLowerCaseAndEachOnce() {
        assertEquals(
                List.of("shop.example", "*.shop.example"),
                usable(EC.toSecret("d", "n")).names());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "shop.example, true",
        "a.shop.example, true",
        "a_b.shop.example, true",
        "a.b.shop.example, false",
        "example, false",
        ".shop.example, false",
        "ashop.example, false",
    })
    void coversItsNames(String host, boolean covered) {
        assertEquals(covered, usable(EC.toSecret("d", "n")).covers(host));
    }

    @Test
    void readsChainsLeafFirst() {
        ServerCertificate certificate = usable(SIGNED.toSecret("d", "n"));
        assertEquals(List.of(SIGNED.certificate(), MIDDLE.certificate()), certificate.chain());
        assertEquals(SIGNED.certificate(), certificate.leaf());
    }

    @Test
    void readsPkcs1() {
        byte[] pkcs1 = privateKeyOf(RSA.privateKey().getEncoded());
        ServerCertificate certificate = usable(secret(RSA.certificatePem(), Pem.write("RSA PRIVATE KEY", pkcs1)));
        assertEquals(RSA.privateKey(), certificate.privateKey());
    }

    @Test
    void readsSec1WithItsParametersBefore() {
        String pem = Pem.write("EC PARAMETERS", Der.oid("1.2.840.10045.3.1.7"))
                + Pem.write("EC PRIVATE KEY", sec1(EC.privateKey().getEncoded()));
        usable(secret(EC.certificatePem(), pem));
    }

    @ParameterizedTest
    @CsvSource({"secp384r1, 1.3.132.0.34", "secp521r1, 1.3.132.0.35"})
    void readsSec1OnOtherCurves(String name, String oid) throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec(name));
        ECPrivateKey key = (ECPrivateKey) pairs.generateKeyPair().getPrivate();
        String pem = Pem.write("EC PRIVATE KEY", sec1(key.getEncoded(), oid));
        ECPrivateKey read = (ECPrivateKey) PrivateKeys.read(pem.getBytes(StandardCharsets.US_ASCII), null);
        assertEquals(key.getS(), read.getS());
        assertEquals(key.getParams().getOrder(), read.getParams().getOrder());
    }

    @Test
    void textAroundBlocksAndForeignLineEndsAreFine() {
        String certificate =
                ("Bag Attributes\n  friendlyName: shop\n" + EC.certificatePem() + "\n\n").replace("\n", "\r\n");
        String key = "\n" + EC.certificatePem() + EC.privateKeyPem().strip();
        usable(secret(certificate, key));
    }

    @Test
    void anotherTypeOfSecretIsServedWithAWarning() {
        Secret opaque = new Secret(
                Metadata.of("d", "n"), "Opaque", EC.toSecret("d", "n").data());
        ParsedCertificate parsed = ServerCertificate.parse(opaque);
        assertNotNull(parsed.certificate());
        assertEquals(List.of("WARNING tls-secret-type"), names(parsed.problems()));
    }

    static Stream<Arguments> broken() {
        String certificate = EC.certificatePem();
        String key = EC.privateKeyPem();
        String cutKey = key.substring(0, key.indexOf("-----END"));
        byte[] sec1 = sec1(EC.privateKey().getEncoded());
        return Stream.of(
                row("no certificate", null, key, "tls.crt is absent (found: tls.key)"),
                row("no key", certificate, null, "tls.key is absent (found: tls.crt)"),
                row("empty certificate", "", key, "tls.crt is empty"),
                row("empty key", certificate, "", "tls.key is empty"),
                row("key for a certificate", key, key, "tls.crt holds no certificate"),
                row("certificate for a key", certificate, certificate, "tls.key holds no private key"),
                row("plain words", "shop\n", key, "tls.crt holds no certificate"),
                row(
                        "words for a key",
                        certificate,
                        "shop",
                        "tls.key holds no private key (expected: a block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY; found: no block)"),
                row(
                        "no END line",
                        certificate.replaceAll("-----END.*", ""),
                        key,
                        "tls.crt has no END line for the BEGIN line in line 1"),
                row("no END line of the key", certificate, cutKey, "tls.key has no END line"),
                row(
                        "END of another kind",
                        certificate,
                        key.replace("END PRIVATE", "END EC PRIVATE"),
                        "tls.key has no END line"),
                row("END alone", certificate, key.replaceAll("-----BEGIN.*", ""), "tls.key has an END line without"),
                row(
                        "BEGIN without dashes",
                        certificate,
                        key.replace("KEY-----\nM", "KEY\nM"),
                        "tls.key has a BEGIN line that does not end"),
                row(
                        "second block cut",
                        certificate + "-----BEGIN CERTIFICATE-----\nMII",
                        key,
                        "tls.crt has no END line for the BEGIN line in line " + certificate.split("\n", -1).length),
                row(
                        "not base64",
                        certificate,
                        key.replaceFirst("\nM", "\n!"),
                        "tls.key is not base64 in the block that begins in line 1"),
                row("not base64 certificate", certificate.replaceFirst("\nM", "\n!"), key, "tls.crt is not base64"),
                row("base64 twice", twice(certificate), twice(key), "tls.crt is PEM in base64 twice"),
                row(
                        "damaged certificate",
                        Pem.write("CERTIFICATE", new byte[] {0x30, 3, 2, 1, 1}),
                        key,
                        "tls.crt holds no X.509 certificate"),
                row("no DER in it", Pem.write("CERTIFICATE", new byte[0]), key, "tls.crt holds no X.509 certificate"),
                row(
                        "damaged key",
                        certificate,
                        Pem.write("PRIVATE KEY", new byte[] {0x30, 3, 2, 1, 1}),
                        "tls.key is not what its BEGIN line says"),
                row(
                        "cut key",
                        certificate,
                        Pem.write("PRIVATE KEY", Arrays.copyOf(EC.privateKey().getEncoded(), 40)),
                        "tls.key is cut short"),
                row(
                        "key with foreign algorithm",
                        certificate,
                        Pem.write(
                                "PRIVATE KEY",
                                Der.sequence(Der.integer(0), Der.sequence(Der.oid("1.2.3.4")), Der.octets(sec1))),
                        "tls.key holds a private key that cannot be read"),
                row(
                        "SEC1 as PKCS#1",
                        certificate,
                        Pem.write("RSA PRIVATE KEY", sec1),
                        "tls.key holds a private key that cannot be read"),
                row(
                        "PKCS#1 as SEC1",
                        certificate,
                        Pem.write(
                                "EC PRIVATE KEY", privateKeyOf(RSA.privateKey().getEncoded())),
                        "tls.key is not what its BEGIN line says"),
                row(
                        "SEC1 without a curve",
                        certificate,
                        Pem.write("EC PRIVATE KEY", Der.sequence(Der.integer(1), Der.octets(new byte[32]))),
                        "tls.key holds an EC key that does not name its curve"),
                row(
                        "curve of another world",
                        certificate,
                        Pem.write(
                                "EC PRIVATE KEY",
                                Der.sequence(
                                        Der.integer(1),
                                        Der.octets(new byte[32]),
                                        Der.tagged(0, true, Der.oid("1.2.3.4")))),
                        "tls.key holds a private key that cannot be read"),
                row(
                        "encrypted PKCS#8",
                        certificate,
                        Pem.write("ENCRYPTED PRIVATE KEY", new byte[40]),
                        "tls.key holds an encrypted private key"),
                row(
                        "encrypted PKCS#1",
                        certificate,
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
                        "tls.key holds an encrypted private key"),
                row("more than a Secret can hold", "x".repeat((1 << 20) + 1), key, "tls.crt has 1048577 bytes"));
    }

    private static Arguments row(String what, String certificate, String key, String message) {
        return Arguments.of(what, certificate, key, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void broken(String what, String certificate, String key, String message) {
        ParsedCertificate parsed = ServerCertificate.parse(secret(certificate, key));
        assertInstanceOf(ParsedCertificate.Refused.class, parsed);
        assertNull(parsed.certificate());
        Problem first = parsed.problems().get(0);
        assertEquals(Severity.ERROR, first.severity());
        assertEquals("tls-secret-malformed", first.name());
        assertEquals("Secret shop/front", String.valueOf(first.resource()));
        assertEquals(
                "data[" + message.substring(0, "tls.crt".length()) + "]",
                first.field().toString());
        assertTrue(first.message().startsWith(message), first::message);
    }

    @Test
    void aCertificateInDerIsNamedAsSuch() throws Exception {
        Map<String, byte[]> data = new HashMap<>(EC.toSecret("d", "n").data());
        data.put("tls.crt", EC.certificate().getEncoded());
        ParsedCertificate parsed = ServerCertificate.parse(new Secret(Metadata.of("d", "n"), Secret.TLS, data));
        assertTrue(parsed.problems().get(0).message().contains("is not PEM but looks like DER"));
    }

    @Test
    void aCertificateOnAForeignCurveIsNamedAsSuch() throws Exception {
        ParsedCertificate parsed =
                ServerCertificate.parse(secret(WeakCertificate.onForeignCurve(), EC.privateKeyPem()));
        assertEquals(List.of("ERROR tls-secret-malformed"), names(parsed.problems()));
        assertTrue(parsed.problems().get(0).message().contains("cannot use (EC; expected: RSA, EC on P-256"));
    }

    @Test
    void bothValuesAreReported() {
        ParsedCertificate parsed =
                ServerCertificate.parse(new Secret(Metadata.of("d", "n"), "Opaque", Map.of("x", new byte[0])));
        assertEquals(
                List.of("WARNING tls-secret-type", "ERROR tls-secret-malformed", "ERROR tls-secret-malformed"),
                names(parsed.problems()));
    }

    static Stream<Arguments> mismatched() {
        MintedCertificate otherEc = MintedCertificate.selfSigned("shop.example");
        MintedCertificate otherRsa =
                MintedCertificate.builder("rsa.example").keyType(KeyType.RSA).mint();
        MintedCertificate ed =
                MintedCertificate.builder("e.example").keyType(KeyType.ED25519).mint();
        MintedCertificate otherEd =
                MintedCertificate.builder("e.example").keyType(KeyType.ED25519).mint();
        return Stream.of(
                Arguments.of(EC, otherEc),
                Arguments.of(RSA, otherRsa),
                Arguments.of(ed, otherEd),
                Arguments.of(EC, RSA),
                Arguments.of(RSA, EC),
                Arguments.of(ed, EC));
    }

    @ParameterizedTest
    @MethodSource
    void mismatched(MintedCertificate certificate, MintedCertificate key) {
        ParsedCertificate parsed = ServerCertificate.parse(secret(certificate.certificatePem(), key.privateKeyPem()));
        assertNull(parsed.certificate());
        assertEquals(List.of("ERROR tls-key-mismatch"), names(parsed.problems()));
        assertEquals("data[tls.key]", parsed.problems().get(0).field().toString());
    }

    @Test
    void aLeafThatIsNotFirstIsToldWhereItIs() throws Exception {
        String upsideDown = Pem.write("CERTIFICATE", MIDDLE.certificate().getEncoded())
                + Pem.write("CERTIFICATE", SIGNED.certificate().getEncoded());
        ParsedCertificate parsed = ServerCertificate.parse(secret(upsideDown, SIGNED.privateKeyPem()));
        assertEquals(List.of("ERROR tls-key-mismatch"), names(parsed.problems()));
        assertTrue(parsed.problems().get(0).message().contains("belongs to certificate 2 of tls.crt (CN=shop.example"));
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2026-03-31T23:59:59Z, ERROR certificate-not-yet-valid",
        "2026-04-01T00:00:00Z, ",
        "2026-06-16T00:00:00Z, ",
        "2026-06-16T00:00:01Z, WARNING certificate-expiring",
        "2026-06-30T00:00:00Z, WARNING certificate-expiring",
        "2026-06-30T00:00:01Z, ERROR certificate-expired",
    })
    void validityIsReportedAndServed(Instant now, String problem) {
        Secret secret = MintedCertificate.builder("a.example")
                .notBefore(Instant.parse("2026-04-01T00:00:00Z"))
                .validity(Duration.ofDays(90))
                .mint()
                .toSecret("shop", "front");
        ParsedCertificate parsed = ServerCertificate.parse(secret, now);
        assertEquals(problem == null ? List.of() : List.of(problem), names(parsed.problems()));
        ServerCertificate certificate = parsed.certificate();
        assertNotNull(certificate);
        assertEquals(problem == null || problem.startsWith("WARNING"), certificate.isValidAt(now));
    }

    @Test
    void shortLivedCertificatesExpireAccordingly() {
        Instant from = Instant.parse("2026-04-01T00:00:00Z");
        Secret secret = MintedCertificate.builder("a.example")
                .notBefore(from)
                .validity(Duration.ofDays(5))
                .mint()
                .toSecret("shop", "front");
        assertEquals(
                List.of(),
                ServerCertificate.parse(secret, from.plus(Duration.ofDays(4))).problems());
        assertEquals(
                List.of("WARNING certificate-expiring"),
                names(ServerCertificate.parse(
                                secret, from.plus(Duration.ofDays(4)).plusSeconds(1))
                        .problems()));
    }

    @Test
    void aCertificateWithoutAlternativeNamesIsReported() {
        MintedCertificate named =
                MintedCertificate.builder().authority("shop.example").mint();
        ParsedCertificate parsed = ServerCertificate.parse(named.toSecret("shop", "front"));
        assertNotNull(parsed.certificate());
        assertEquals(List.of("ERROR certificate-cn-only"), names(parsed.problems()));
    }

    @Test
    void chainsWithGapsAreReported() throws Exception {
        String leaf = Pem.write("CERTIFICATE", SIGNED.certificate().getEncoded());
        String middle = Pem.write("CERTIFICATE", MIDDLE.certificate().getEncoded());
        String root = Pem.write("CERTIFICATE", ROOT.certificate().getEncoded());
        Map<String, List<String>> expected = Map.of(
                leaf,
                List.of("WARNING certificate-chain-incomplete"),
                leaf + middle,
                List.of(),
                leaf + middle + root,
                List.of(),
                leaf + root + middle,
                List.of("WARNING certificate-chain-incomplete"));
        expected.forEach((chain, problems) -> assertEquals(
                problems,
                names(ServerCertificate.parse(secret(chain, SIGNED.privateKeyPem()))
                        .problems())));
    }

    @Test
    void weakOnesAreReported() throws Exception {
        ParsedCertificate parsed = ServerCertificate.parse(secret(WeakCertificate.pem(), WeakCertificate.keyPem()));
        assertNotNull(parsed.certificate());
        assertEquals(
                List.of("WARNING certificate-chain-incomplete", "HINT certificate-weak", "HINT certificate-weak"),
                names(parsed.problems()));
        Secret root = secret(WeakCertificate.root(), WeakCertificate.keyPem());
        assertEquals(
                List.of("HINT certificate-weak"),
                names(ServerCertificate.parse(root).problems()),
                "its key alone: nobody checks how a root signed itself");
    }

    @Test
    void equalChainsAreEqual() {
        Secret secret = EC.toSecret("d", "n");
        assertEquals(usable(secret), usable(secret));
        assertEquals(usable(secret).hashCode(), usable(secret).hashCode());
        assertFalse(usable(secret).equals(usable(RSA.toSecret("d", "n"))));
    }

    @Test
    void damagedBytesNeverThrowAndNeverShowAKey() {
        Random random = new Random(7);
        byte[][] keys = {
            EC.privateKey().getEncoded(),
            RSA.privateKey().getEncoded(),
            sec1(EC.privateKey().getEncoded())
        };
        String[] labels = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"};
        for (int i = 0; i < 600; i++) {
            byte[] key = keys[i % 3].clone();
            byte[] certificate = encoded(EC);
            for (int change = random.nextInt(4); change >= 0; change--) {
                key[random.nextInt(random.nextBoolean() ? 30 : key.length)] = (byte) random.nextInt();
                certificate[random.nextInt(certificate.length)] = (byte) random.nextInt();
            }
            String keyPem = Pem.write(labels[random.nextInt(3)], key);
            boolean sound = random.nextBoolean();
            ParsedCertificate parsed = ServerCertificate.parse(
                    secret(sound ? EC.certificatePem() : Pem.write("CERTIFICATE", certificate), keyPem));
            showsNoKey(parsed, keyPem);
        }
    }

    @Test
    void noTextShowsAKey() {
        for (MintedCertificate minted : List.of(EC, RSA)) {
            showsNoKey(minted, minted.privateKeyPem());
            showsNoKey(minted.toSecret("d", "n"), minted.privateKeyPem());
            showsNoKey(ServerCertificate.parse(minted.toSecret("d", "n")), minted.privateKeyPem());
        }
        broken().forEach(row -> showsNoKey(
                ServerCertificate.parse(secret((String) row.get()[1], (String) row.get()[2])), EC.privateKeyPem()));
    }

    private static void showsNoKey(Object shown, String keyPem) {
        String text = shown.toString();
        for (String line : keyPem.split("\n", -1)) {
            if (!line.startsWith("-----") && line.length() > 8) {
                for (int i = 0; i + 8 <= line.length(); i += 4) {
                    assertFalse(text.contains(line.substring(i, i + 8)), text);
                }
            }
        }
        assertFalse(text.contains("Exception"), text);
    }

    private static ServerCertificate usable(Secret secret) {
        ParsedCertificate parsed = ServerCertificate.parse(secret);
        assertEquals(List.of(), parsed.problems());
        ServerCertificate certificate = parsed.certificate();
        assertNotNull(certificate);
        return certificate;
    }

    private static List<String> names(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.severity() + " " + problem.name())
                .toList();
    }

    private static Secret secret(String certificate, String key) {
        Map<String, byte[]> data = new HashMap<>();
        if (certificate != null) {
            data.put("tls.crt", certificate.getBytes(StandardCharsets.ISO_8859_1));
        }
        if (key != null) {
            data.put("tls.key", key.getBytes(StandardCharsets.ISO_8859_1));
        }
        return new Secret(Metadata.of("shop", "front"), Secret.TLS, data);
    }

    private static String twice(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] encoded(MintedCertificate minted) {
        return Base64.getMimeDecoder().decode(minted.certificatePem().replaceAll("-----.*", ""));
    }

    /** The privateKey of a PrivateKeyInfo: for RSA, that is PKCS#1. */
    private static byte[] privateKeyOf(byte[] pkcs8) {
        try {
            DerReader info = new DerReader(pkcs8).enter(Der.SEQUENCE);
            info.enter(Der.INTEGER);
            info.enter(Der.SEQUENCE);
            return info.enter(Der.OCTET_STRING).element(Der.SEQUENCE);
        } catch (MalformedPem e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sec1(byte[] pkcs8) {
        return sec1(pkcs8, "1.2.840.10045.3.1.7");
    }

    private static byte[] sec1(byte[] pkcs8, String curve) {
        try {
            DerReader key = new DerReader(privateKeyOf(pkcs8)).enter(Der.SEQUENCE);
            return Der.sequence(
                    key.element(Der.INTEGER), key.element(Der.OCTET_STRING), Der.tagged(0, true, Der.oid(curve)));
        } catch (MalformedPem e) {
            throw new AssertionError(e);
        }
    }
}
