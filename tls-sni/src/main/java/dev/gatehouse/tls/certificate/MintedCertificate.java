package dev.gatehouse.tls.certificate;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A certificate made on the spot, with its key. <strong>For development and tests:</strong> nobody but who made it has a reason to
 * trust it, and its key is in memory and, with {@link #toSecret}, in whatever becomes of the Secret.
 *
 * <pre>{@code
 * MintedCertificate shop = MintedCertificate.selfSigned("shop.example", "*.shop.example", "127.0.0.1");
 * MintedCertificate authority = MintedCertificate.builder().authority("Development").mint();
 * MintedCertificate cart = MintedCertificate.builder("cart.example").signedBy(authority).mint();
 * }</pre>
 *
 * <p>Immutable, safe for use by several threads. The text form shows no key.
 */
public final class MintedCertificate {
    /** What kind of key a certificate is made for. */
    public enum KeyType {
        /** ECDSA on P-256: quick to make and known to every client. */
        EC("EC", "SHA256withECDSA"),
        /** RSA with 2048 bits. */
        RSA("RSA", "SHA256withRSA"),
        /** EdDSA on Curve25519, which browsers do not know. */
        ED25519("Ed25519", "Ed25519");

        private final String generator;
        private final String signature;

        KeyType(String generator, String signature) {
            this.generator = generator;
            this.signature = signature;
        }

        private KeyPair generate() throws GeneralSecurityException {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(generator);
            switch (this) {
                case EC -> pairs.initialize(new ECGenParameterSpec("secp256r1"));
                case RSA -> pairs.initialize(2048);
                case ED25519 -> {}
            }
            return pairs.generateKeyPair();
        }

        private byte[] signatureAlgorithm() {
            return switch (this) {
                case EC -> Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
                case RSA -> Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.NULL);
                case ED25519 -> Der.sequence(Der.oid("1.3.101.112"));
            };
        }
    }

    private final KeyType keyType;
    private final List<X509Certificate> chain;
    private final PrivateKey privateKey;

    private MintedCertificate(KeyType keyType, List<X509Certificate> chain, PrivateKey privateKey) {
        this.keyType = keyType;
        this.chain = chain;
        this.privateKey = privateKey;
    }

    /** A certificate that signs itself, with an EC key, for 90 days; see {@link #builder}. */
    public static MintedCertificate selfSigned(String... hosts) {
        return builder(hosts).mint();
    }

    /**
     * Starts with an EC key, valid for 90 days from five minutes ago (clocks differ), signed by itself.
     *
     * @param hosts the subject alternative names: host names, of which the first label may be {@code *}, and IP addresses
     * @throws IllegalArgumentException where one is neither
     */
    public static Builder builder(String... hosts) {
        return new Builder(List.of(hosts));
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The certificate and after it those that signed it, without an authority that signed itself, which clients must have. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The key that belongs to the certificate. */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /** The chain in PEM, as {@code tls.crt} holds it. */
    public String certificatePem() {
        try {
            StringBuilder pem = new StringBuilder();
            for (X509Certificate certificate : chain) {
                pem.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
            }
            return pem.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made has its bytes", e);
        }
    }

    /** The key in PEM, as PKCS#8, as {@code tls.key} holds it. */
    public String privateKeyPem() {
        return Pem.write("PRIVATE KEY", privateKey.getEncoded());
    }

    /** A Secret of type {@code kubernetes.io/tls} with the chain and the key. */
    public Secret toSecret(String namespace, String name) {
        return new Secret(
                Metadata.of(namespace, name),
                Secret.TLS,
                Map.of(
                        "tls.crt", certificatePem().getBytes(StandardCharsets.US_ASCII),
                        "tls.key", privateKeyPem().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return certificate().getSubjectX500Principal() + " (" + keyType + ", until "
                + certificate().getNotAfter().toInstant() + ")";
    }

    /** What to make. Not safe for use by several threads. */
    public static final class Builder {
        private static final Duration LATE_CLOCKS = Duration.ofMinutes(5);
        private static final int DNS_NAME = 2;
        private static final int URI = 6;
        private static final int IP_ADDRESS = 7;
        private static final int MAX_COMMON_NAME = 64;
        private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
        private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

        private final List<byte[]> alternatives = new ArrayList<>();
        private @Nullable String commonName;
        private KeyType keyType = KeyType.EC;
        private Duration validity = Duration.ofDays(90);
        private @Nullable Instant notBefore;
        private @Nullable MintedCertificate issuer;
        private boolean authority;
        private boolean client;

        private Builder(List<String> hosts) {
            for (String host : hosts) {
                alternatives.add(alternative(host));
                // Longer ones have no place in a common name.
                if (commonName == null && host.length() <= MAX_COMMON_NAME) {
                    commonName = host;
                }
            }
        }

        private static byte[] alternative(String host) {
            byte[] address = address(host);
            if (address != null) {
                return Der.tagged(IP_ADDRESS, false, address);
            }
            String name = host.toLowerCase(Locale.ROOT);
            String problem = Hostname.problem(name.replace('_', 'a'));
            if (problem != null) {
                throw new IllegalArgumentException("\"" + host + "\" " + problem);
            }
            return Der.tagged(DNS_NAME, false, name.getBytes(StandardCharsets.US_ASCII));
        }

        /** The bytes of an IP address; null where the text is none. Never asks the name service. */
        private static byte @Nullable [] address(String host) {
            if (IPV4.matcher(host).matches()) {
                byte[] bytes = new byte[4];
                String[] parts = host.split("\\.", -1);
                for (int i = 0; i < bytes.length; i++) {
                    int part = Integer.parseInt(parts[i]);
                    if (part > 255) {
                        return null;
                    }
                    bytes[i] = (byte) part;
                }
                return bytes;
            }
            if (!IPV6.matcher(host).matches()) {
                return null;
            }
            try {
                return InetAddress.getByName(host).getAddress();
            } catch (UnknownHostException e) {
                return null;
            }
        }

        /** The kind of key; {@link KeyType#EC} where not said. */
        public Builder keyType(KeyType keyType) {
            this.keyType = keyType;
            return this;
        }

        /** How long it is valid, 90 days where not said; more than zero. */
        public Builder validity(Duration validity) {
            if (validity.isNegative() || validity.isZero()) {
                throw new IllegalArgumentException("validity: " + validity + " (expected: more than zero)");
            }
            this.validity = validity;
            return this;
        }

        /** From when on it is valid, to the second; five minutes ago where not said. */
        public Builder notBefore(Instant notBefore) {
            this.notBefore = notBefore;
            return this;
        }

        /** The one who signs it, made with {@link #authority}; by itself where not said. */
        public Builder signedBy(MintedCertificate issuer) {
            if (issuer.certificate().getBasicConstraints() < 0) {
                throw new IllegalArgumentException(issuer + " is no authority");
            }
            this.issuer = issuer;
            return this;
        }

        /** Makes an authority, which signs others and serves no host, with this common name. */
        public Builder authority(String commonName) {
            this.authority = true;
            this.commonName = commonName;
            return this;
        }

        /** Adds a subject alternative name that is a URI, such as {@code spiffe://example.org/robot}. */
        public Builder uri(String uri) {
            alternatives.add(Der.tagged(URI, false, uri.getBytes(StandardCharsets.US_ASCII)));
            return this;
        }

        /** Makes one that clients show to servers, and no server's. */
        public Builder client() {
            this.client = true;
            return this;
        }

        /** Makes the key and the certificate. Takes milliseconds, or up to a second for RSA. */
        public MintedCertificate mint() {
            try {
                KeyPair pair = keyType.generate();
                KeyType signer = issuer == null ? keyType : issuer.keyType;
                byte[] body = body(pair, signer);
                Signature signature = Signature.getInstance(signer.signature);
                signature.initSign(issuer == null ? pair.getPrivate() : issuer.privateKey);
                signature.update(body);
                byte[] der = Der.sequence(body, signer.signatureAlgorithm(), Der.bits(0, signature.sign()));
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
                return new MintedCertificate(keyType, chain(certificate), pair.getPrivate());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JVM lacks an algorithm for " + keyType, e);
            }
        }

        private List<X509Certificate> chain(X509Certificate certificate) {
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(certificate);
            if (issuer != null) {
                for (X509Certificate above : issuer.chain) {
                    if (!above.getSubjectX500Principal().equals(above.getIssuerX500Principal())) {
                        chain.add(above);
                    }
                }
            }
            return List.copyOf(chain);
        }

        /** TBSCertificate of RFC 5280, 4.1. */
        private byte[] body(KeyPair pair, KeyType signer) throws GeneralSecurityException {
            Instant from = notBefore == null ? Instant.now().minus(LATE_CLOCKS) : notBefore;
            byte[] subject = name(commonName == null ? "development" : commonName);
            byte[] key = pair.getPublic().getEncoded();
            return Der.sequence(
                    Der.tagged(0, true, Der.integer(2)),
                    Der.integer(serial()),
                    signer.signatureAlgorithm(),
                    issuer == null
                            ? subject
                            : issuer.certificate().getSubjectX500Principal().getEncoded(),
                    Der.sequence(Der.time(from), Der.time(from.plus(validity))),
                    subject,
                    key,
                    Der.tagged(3, true, Der.sequence(extensions(key))));
        }

        /** Positive, of up to 128 random bits. */
        private static BigInteger serial() {
            return new BigInteger(128, new SecureRandom()).max(BigInteger.ONE);
        }

        private static byte[] name(String commonName) {
            return Der.sequence(Der.element(Der.SET, Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
        }

        private byte[][] extensions(byte[] key) throws GeneralSecurityException {
            List<byte[]> extensions = new ArrayList<>();
            extensions.add(critical("2.5.29.19", authority ? Der.sequence(Der.TRUE) : Der.sequence()));
            extensions.add(critical("2.5.29.15", keyUsage()));
            if (!authority) {
                extensions.add(extension(
                        "2.5.29.37", Der.sequence(Der.oid(client ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1"))));
            }
            if (!alternatives.isEmpty()) {
                extensions.add(extension("2.5.29.17", Der.sequence(alternatives.toArray(byte[][]::new))));
            }
            byte[] issuerKey =
                    issuer == null ? key : issuer.certificate().getPublicKey().getEncoded();
            extensions.add(extension("2.5.29.14", Der.octets(keyIdentifier(key))));
            extensions.add(extension("2.5.29.35", Der.sequence(Der.tagged(0, false, keyIdentifier(issuerKey)))));
            return extensions.toArray(byte[][]::new);
        }

        /** Bits from the left: 0 digitalSignature, 2 keyEncipherment, 5 keyCertSign, 6 cRLSign. */
        private byte[] keyUsage() {
            if (authority) {
                return Der.bits(1, (byte) 0x06);
            }
            return keyType == KeyType.RSA ? Der.bits(5, (byte) 0xa0) : Der.bits(7, (byte) 0x80);
        }

        /** Leftmost 160 bits of the SHA-256 of the key (RFC 7093, 2, method 4). */
        private static byte[] keyIdentifier(byte[] key) throws GeneralSecurityException {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), 20);
        }

        private static byte[] extension(String oid, byte[] value) {
            return Der.sequence(Der.oid(oid), Der.octets(value));
        }

        private static byte[] critical(String oid, byte[] value) {
            return Der.sequence(Der.oid(oid), Der.TRUE, Der.octets(value));
        }
    }
}
