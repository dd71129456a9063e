package dev.gatehouse.tls.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;

/** What {@link MintedCertificate} does not make: RSA with 1024 bits, signed with SHA-1 by an issuer of another name. */
final class WeakCertificate {
    private static final KeyPair PAIR = pair();

    private WeakCertificate() {}

    private static KeyPair pair() {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(1024);
            return pairs.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String keyPem() {
        return Pem.write("PRIVATE KEY", PAIR.getPrivate().getEncoded());
    }

    static String pem() throws GeneralSecurityException {
        return pem(PAIR.getPublic().getEncoded(), "weak.example");
    }

    /** That of the authority, signed by itself. */
    static String root() throws GeneralSecurityException {
        return pem(PAIR.getPublic().getEncoded(), "Old Authority");
    }

    /** For a key on secp256k1, which the JVM reads and cannot sign with: the generator, as the point. */
    static String onForeignCurve() throws GeneralSecurityException {
        byte[] point = HexFormat.of()
                .parseHex("0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
        return pem(
                Der.sequence(Der.sequence(Der.oid("1.2.840.10045.2.1"), Der.oid("1.3.132.0.10")), Der.bits(0, point)),
                "weak.example");
    }

    private static String pem(byte[] publicKey, String subject) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid("1.2.840.113549.1.1.5"), Der.NULL);
        byte[] alternatives = Der.sequence(Der.tagged(2, false, "weak.example".getBytes(StandardCharsets.US_ASCII)));
        byte[] body = Der.sequence(
                Der.tagged(0, true, Der.integer(2)),
                Der.integer(1),
                algorithm,
                name("Old Authority"),
                Der.sequence(
                        Der.time(Instant.now().minusSeconds(60)),
                        Der.time(Instant.now().plusSeconds(8_640_000))),
                name(subject),
                publicKey,
                Der.tagged(3, true, Der.sequence(Der.sequence(Der.oid("2.5.29.17"), Der.octets(alternatives)))));
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initSign(PAIR.getPrivate());
        signature.update(body);
        return Pem.write("CERTIFICATE", Der.sequence(body, algorithm, Der.bits(0, signature.sign())));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.element(Der.SET, Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }
}
