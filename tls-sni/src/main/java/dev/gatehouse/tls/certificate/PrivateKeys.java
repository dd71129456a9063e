package dev.gatehouse.tls.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key from PEM: PKCS#8 (RFC 5958), in the clear or encrypted, PKCS#1 (RFC 8017, appendix A.1.2) or SEC1
 * (RFC 5915). The last two name no algorithm; they are wrapped into PKCS#8, the only form that the JDK reads.
 *
 * <pre>{@code
 * PrivateKeyInfo ::= SEQUENCE { version INTEGER 0, algorithm SEQUENCE { OID, parameters }, privateKey OCTET STRING, ... }
 * RSAPrivateKey  ::= SEQUENCE { version INTEGER 0, modulus INTEGER, ... }
 * ECPrivateKey   ::= SEQUENCE { version INTEGER 1, privateKey OCTET STRING, [0] curve OID OPTIONAL, ... }
 * }</pre>
 */
final class PrivateKeys {
    private static final String UNREADABLE =
            "holds a private key that cannot be read (expected: RSA, EC on P-256, P-384 or P-521, or Ed25519, undamaged)";
    private static final int CURVE = 0xa0;

    private static final byte[] RSA = Der.oid("1.2.840.113549.1.1.1");
    private static final byte[] RSASSA_PSS = Der.oid("1.2.840.113549.1.1.10");
    private static final byte[] EC = Der.oid("1.2.840.10045.2.1");
    private static final byte[] ED25519 = Der.oid("1.3.101.112");
    private static final byte[] ED448 = Der.oid("1.3.101.113");

    private static final List<byte[]> CURVES =
            List.of(Der.oid("1.2.840.10045.3.1.7"), Der.oid("1.3.132.0.34"), Der.oid("1.3.132.0.35"));

    private PrivateKeys() {}

    /** @param password what an encrypted key is encrypted with; null for none */
    static PrivateKey read(byte[] pem, char @Nullable [] password) throws MalformedPem {
        List<Pem.Block> blocks = Pem.read(pem);
        for (Pem.Block block : blocks) {
            if (block.encrypted()) {
                throw new MalformedPem(
                        "holds an encrypted private key in OpenSSL's old form (expected: PKCS#8, as openssl pkcs8 -topk8 writes)");
            }
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return readPkcs8(block.bytes());
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return readPkcs8(EncryptedKeys.decrypt(block.bytes(), password));
                }
                case "RSA PRIVATE KEY" -> {
                    new DerReader(block.bytes()).enter(Der.SEQUENCE).enter(Der.INTEGER);
                    return readPkcs8(wrap(Der.sequence(RSA, Der.NULL), block.bytes()));
                }
                case "EC PRIVATE KEY" -> {
                    return readPkcs8(wrap(Der.sequence(EC, curve(block.bytes())), block.bytes()));
                }
                // Others go beside a key: EC PARAMETERS, or the certificates once more.
                default -> {}
            }
        }
        throw new MalformedPem(
                "holds no private key (expected: a block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY; found: "
                        + (blocks.isEmpty()
                                ? "no block"
                                : String.join(
                                        ", ",
                                        blocks.stream().map(Pem.Block::label).toList()))
                        + ")");
    }

    /** Whether an EC key is on one of the curves that every JVM can sign with: P-256, P-384, P-521. */
    static boolean isOnKnownCurve(PublicKey key) throws MalformedPem {
        DerReader algorithm =
                new DerReader(key.getEncoded()).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
        algorithm.enter(Der.OBJECT_IDENTIFIER);
        if (!algorithm.startsWith(Der.OBJECT_IDENTIFIER)) {
            return false;
        }
        byte[] curve = algorithm.element(Der.OBJECT_IDENTIFIER);
        return CURVES.stream().anyMatch(known -> Arrays.equals(known, curve));
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.integer(0), algorithm, Der.octets(key));
    }

    private static byte[] curve(byte[] sec1) throws MalformedPem {
        DerReader key = new DerReader(sec1).enter(Der.SEQUENCE);
        key.enter(Der.INTEGER);
        key.enter(Der.OCTET_STRING);
        if (!key.startsWith(CURVE)) {
            throw new MalformedPem("holds an EC key that does not name its curve");
        }
        DerReader curve = key.enter(CURVE);
        if (!curve.startsWith(Der.OBJECT_IDENTIFIER)) {
            throw new MalformedPem("holds an EC key that does not name its curve but describes it");
        }
        return curve.element(Der.OBJECT_IDENTIFIER);
    }

    private static PrivateKey readPkcs8(byte[] pkcs8) throws MalformedPem {
        DerReader info = new DerReader(pkcs8).enter(Der.SEQUENCE);
        info.enter(Der.INTEGER);
        String algorithm = algorithm(info.enter(Der.SEQUENCE).element(Der.OBJECT_IDENTIFIER));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers meet odd keys with either. What they say may quote the key.
            throw new MalformedPem(UNREADABLE);
        }
    }

    private static String algorithm(byte[] oid) throws MalformedPem {
        if (Arrays.equals(oid, RSA)) {
            return "RSA";
        } else if (Arrays.equals(oid, RSASSA_PSS)) {
            return "RSASSA-PSS";
        } else if (Arrays.equals(oid, EC)) {
            return "EC";
        } else if (Arrays.equals(oid, ED25519)) {
            return "Ed25519";
        } else if (Arrays.equals(oid, ED448)) {
            return "Ed448";
        }
        throw new MalformedPem(UNREADABLE);
    }
}
