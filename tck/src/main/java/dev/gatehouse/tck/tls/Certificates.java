package dev.gatehouse.tck.tls;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tck.exchange.Identity;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Certificates as the Gateway API's suite makes them: RSA keys of 2048 bits, valid for a year. A host becomes a DNS name where it is one, an
 * address where it is one, else a URI, which matches no host. Those of authorities all have one subject: only their keys tell them apart.
 */
public final class Certificates {
    private static final Duration VALIDITY = Duration.ofDays(365);
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final int DNS_NAME = 2;
    private static final int URI = 6;
    private static final int IP_ADDRESS = 7;
    private static final BigInteger AUTHORITY_SERIAL = BigInteger.valueOf(2024);

    /** Keys made before, which other cases may use again: making them takes longer than all else. */
    private static final List<KeyPair> KEYS = new ArrayList<>();

    private Certificates() {}

    /** What a certificate is for. */
    public enum Use {
        SERVER("1.3.6.1.5.5.7.3.1"),
        CLIENT("1.3.6.1.5.5.7.3.2"),
        /** Signs others. */
        AUTHORITY("");

        private final String extended;

        Use(String extended) {
            this.extended = extended;
        }
    }

    /** A certificate and its key. */
    public record Made(X509Certificate certificate, KeyPair keys) {
        /** The certificate as PEM. */
        public String pem() {
            try {
                return Pem.write(certificate);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a certificate that was made has its bytes", e);
            }
        }

        /** Both as PEM, the key as PKCS#1. */
        public Identity identity() {
            return new Identity(
                    pem(),
                    Pem.write("RSA PRIVATE KEY", Der.rsaPkcs1(keys.getPrivate().getEncoded())));
        }
    }

    /**
     * Makes one.
     *
     * @param key equal numbers have equal keys, in every suite
     * @param commonName null: what the suite writes there
     * @param signer null: itself
     */
    public static Made make(int key, Use use, @Nullable String commonName, List<String> hosts, @Nullable Made signer) {
        try {
            KeyPair keys = keys(key);
            byte[] subject = subject(use, commonName);
            byte[] issuer = signer == null
                    ? subject
                    : signer.certificate.getSubjectX500Principal().getEncoded();
            KeyPair signing = signer == null ? keys : signer.keys;
            Instant now = Instant.now();
            byte[] body = Der.sequence(
                    Der.explicit(0, Der.integer(BigInteger.TWO)),
                    Der.integer(use == Use.AUTHORITY ? AUTHORITY_SERIAL : BigInteger.valueOf(now.toEpochMilli() + key)),
                    Der.SHA256_WITH_RSA,
                    issuer,
                    Der.sequence(Der.time(now), Der.time(now.plus(VALIDITY))),
                    subject,
                    keys.getPublic().getEncoded(),
                    Der.explicit(3, Der.sequence(extensions(use, hosts, keys, signing))));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signing.getPrivate());
            signature.update(body);
            byte[] der = Der.sequence(body, Der.SHA256_WITH_RSA, Der.bits(0, signature.sign()));
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new Made(certificate, keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks RSA", e);
        }
    }

    private static KeyPair keys(int number) throws GeneralSecurityException {
        synchronized (KEYS) {
            while (KEYS.size() <= number) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KEYS.add(generator.generateKeyPair());
            }
            return KEYS.get(number);
        }
    }

    private static byte[] subject(Use use, @Nullable String commonName) {
        if (use == Use.AUTHORITY) {
            return Der.sequence(
                    name("2.5.4.6", "US"),
                    name("2.5.4.10", "Kubernetes Gateway API"),
                    name("2.5.4.3", commonName == null ? "gatewayapi" : commonName));
        }
        return Der.sequence(name("2.5.4.10", "Acme Co"), name("2.5.4.3", commonName == null ? "default" : commonName));
    }

    private static byte[] name(String oid, String value) {
        return Der.set(Der.sequence(Der.oid(oid), Der.utf8(value)));
    }

    /** Bits of the key usage from the left: 0 digitalSignature, 2 keyEncipherment, 5 keyCertSign. */
    private static byte[][] extensions(Use use, List<String> hosts, KeyPair keys, KeyPair signing)
            throws GeneralSecurityException {
        boolean authority = use == Use.AUTHORITY;
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(extension("2.5.29.19", true, authority ? Der.sequence(Der.truth()) : Der.sequence()));
        extensions.add(extension(
                "2.5.29.15",
                true,
                authority ? Der.bits(2, new byte[] {(byte) 0x84}) : Der.bits(5, new byte[] {(byte) 0xa0})));
        if (!authority) {
            extensions.add(extension("2.5.29.37", false, Der.sequence(Der.oid(use.extended))));
        }
        if (!hosts.isEmpty()) {
            byte[][] names = hosts.stream().map(Certificates::alternative).toArray(byte[][]::new);
            extensions.add(extension("2.5.29.17", false, Der.sequence(names)));
        }
        extensions.add(extension("2.5.29.14", false, Der.octets(identifier(keys))));
        extensions.add(extension("2.5.29.35", false, Der.sequence(Der.implicit(0, identifier(signing)))));
        return extensions.toArray(byte[][]::new);
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] identifier(KeyPair keys) throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
        return Arrays.copyOf(hash, 20);
    }

    private static byte[] alternative(String host) {
        if (ADDRESS.matcher(host).matches()) {
            try {
                return Der.implicit(IP_ADDRESS, InetAddress.getByName(host).getAddress());
            } catch (UnknownHostException e) {
                return Der.implicit(URI, host.getBytes(StandardCharsets.UTF_8));
            }
        }
        int kind = Hostname.problem(host) == null ? DNS_NAME : URI;
        return Der.implicit(kind, host.getBytes(StandardCharsets.UTF_8));
    }
}
