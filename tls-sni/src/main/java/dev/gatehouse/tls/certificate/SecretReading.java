package dev.gatehouse.tls.certificate;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Secret;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One reading of one Secret; collects the problems that it has at any time. */
final class SecretReading {
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final FieldPath DATA = FieldPath.ROOT.field("data");
    private static final String KEY_STORE = "keystore.p12";

    /** All that is read of a Secret. */
    static final List<String> KEYS = List.of(CERTIFICATE, KEY, KEY_STORE);

    private final Secret secret;
    private final char @Nullable [] password;
    private final List<Problem> problems = new ArrayList<>();

    /** Where in the Secret the certificate is. */
    private final String chainKey;

    SecretReading(Secret secret, char @Nullable [] password) {
        this.secret = secret;
        this.password = password;
        this.chainKey = chainKey(secret);
    }

    /** Where in a Secret the certificate is: in PEM, unless there is nothing but PKCS#12. */
    static String chainKey(Secret secret) {
        boolean pem = secret.value(CERTIFICATE) != null || secret.value(KEY) != null;
        return pem || secret.value(KEY_STORE) == null ? CERTIFICATE : KEY_STORE;
    }

    ParsedCertificate read() {
        if (!secret.type().equals(Secret.TLS)) {
            report(
                    Severity.WARNING,
                    "tls-secret-type",
                    FieldPath.ROOT.field("type"),
                    "has type " + secret.type() + " (expected: " + Secret.TLS + "); other controllers refuse it");
        }
        List<X509Certificate> chain;
        PrivateKey key;
        if (chainKey.equals(KEY_STORE)) {
            KeyStoreFile file = keyStore();
            chain = file == null ? null : file.chain();
            key = file == null ? null : file.key();
        } else {
            chain = chain();
            key = key();
        }
        if (chain == null || key == null) {
            return new ParsedCertificate.Refused(problems);
        }
        X509Certificate leaf = chain.get(0);
        if (!fits(key, leaf.getPublicKey())) {
            reportMismatch(chain, key);
            return new ParsedCertificate.Refused(problems);
        }
        List<String> names = names(leaf);
        if (names == null) {
            return new ParsedCertificate.Refused(problems);
        }
        checkOrder(chain);
        checkStrength(chain);
        return new ParsedCertificate.Usable(
                new ServerCertificate(secret.ref(), chain, key, names, fingerprint(chain)), problems);
    }

    private @Nullable KeyStoreFile keyStore() {
        byte[] bytes = value(KEY_STORE);
        if (bytes == null) {
            return null;
        }
        try {
            KeyStoreFile file = KeyStoreFile.read(bytes, password);
            checkServable(file.chain().get(0).getPublicKey());
            return file;
        } catch (MalformedPem e) {
            malformed(KEY_STORE, e.phrase());
            return null;
        }
    }

    private @Nullable List<X509Certificate> chain() {
        byte[] pem = value(CERTIFICATE);
        if (pem == null) {
            return null;
        }
        try {
            List<X509Certificate> chain = certificates(pem);
            checkServable(chain.get(0).getPublicKey());
            return chain;
        } catch (MalformedPem e) {
            malformed(CERTIFICATE, e.phrase());
            return null;
        }
    }

    /** At least one. */
    static List<X509Certificate> certificates(byte[] pem) throws MalformedPem {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.read(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new MalformedPem(
                    "holds no certificate (expected: a block that begins with -----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    private static X509Certificate certificate(Pem.Block block) throws MalformedPem {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.bytes()));
        } catch (CertificateException | RuntimeException e) {
            // Providers meet odd certificates with either.
            throw new MalformedPem(
                    "holds no X.509 certificate, or a damaged one, in the block that begins in line " + block.line());
        }
    }

    private static void checkServable(PublicKey key) throws MalformedPem {
        boolean servable = key instanceof RSAPublicKey
                || key instanceof EdECPublicKey
                || (key instanceof ECPublicKey && PrivateKeys.isOnKnownCurve(key));
        if (!servable) {
            throw new MalformedPem("holds a certificate for a key that TLS of this JVM cannot use ("
                    + key.getAlgorithm() + "; expected: RSA, EC on P-256, P-384 or P-521, or Ed25519)");
        }
    }

    private @Nullable PrivateKey key() {
        byte[] pem = value(KEY);
        if (pem == null) {
            return null;
        }
        try {
            return PrivateKeys.read(pem, password);
        } catch (MalformedPem e) {
            malformed(KEY, e.phrase());
            return null;
        }
    }

    private byte @Nullable [] value(String key) {
        byte[] value = secret.value(key);
        if (value == null) {
            malformed(
                    key,
                    "is absent (found: "
                            + (secret.data().isEmpty()
                                    ? "no data"
                                    : String.join(
                                            ", ",
                                            secret.data().keySet().stream()
                                                    .sorted()
                                                    .toList()))
                            + ")");
        }
        return value;
    }

    private static boolean fits(PrivateKey privateKey, PublicKey publicKey) {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        try {
            byte[] sample = publicKey.getEncoded();
            Signature signature = signature(publicKey);
            signature.initSign(privateKey);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException | RuntimeException e) {
            // A damaged key shows itself in this way too, and what is said of it may quote it.
            return false;
        }
    }

    private static Signature signature(PublicKey key) throws GeneralSecurityException {
        return switch (key.getAlgorithm()) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            case "RSASSA-PSS" -> {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(
                        key instanceof RSAKey rsa && rsa.getParams() != null
                                ? rsa.getParams()
                                : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield signature;
            }
            default -> Signature.getInstance(key.getAlgorithm());
        };
    }

    private void reportMismatch(List<X509Certificate> chain, PrivateKey key) {
        String message = "does not belong to the certificate of " + chainKey + " (" + subject(chain.get(0)) + ")";
        for (int i = 1; i < chain.size(); i++) {
            if (fits(key, chain.get(i).getPublicKey())) {
                message = "belongs to certificate " + (i + 1) + " of " + chainKey + " (" + subject(chain.get(i))
                        + "; expected: to the first, with its issuers after it)";
                break;
            }
        }
        String keyKey = chainKey.equals(KEY_STORE) ? KEY_STORE : KEY;
        report(Severity.ERROR, "tls-key-mismatch", DATA.field(keyKey), keyKey + " " + message);
    }

    private @Nullable List<String> names(X509Certificate leaf) {
        SubjectAltNames names;
        try {
            names = SubjectAltNames.of(leaf);
        } catch (MalformedPem e) {
            malformed(chainKey, "holds a certificate whose subject alternative names cannot be read");
            return null;
        }
        if (names.dnsNames().isEmpty() && !names.address()) {
            report(
                    Severity.ERROR,
                    "certificate-cn-only",
                    DATA.field(chainKey),
                    "the certificate of " + subject(leaf)
                            + " names no host as subject alternative name; clients refuse it,"
                            + " for they do not read the common name");
        }
        return names.dnsNames();
    }

    private void checkOrder(List<X509Certificate> chain) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            if (!certificate.getIssuerX500Principal().equals(chain.get(i + 1).getSubjectX500Principal())) {
                report(
                        Severity.WARNING,
                        "certificate-chain-incomplete",
                        DATA.field(chainKey),
                        "certificate " + (i + 2) + " of " + chainKey + " (" + subject(chain.get(i + 1))
                                + ") is not the issuer of the one before it (expected: " + issuer(certificate) + ")");
                return;
            }
        }
        X509Certificate leaf = chain.get(0);
        if (chain.size() == 1 && !leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
            report(
                    Severity.WARNING,
                    "certificate-chain-incomplete",
                    DATA.field(chainKey),
                    "the issuer of the certificate of " + subject(leaf) + " is not in " + chainKey + " (expected: "
                            + issuer(leaf) + " after it); clients that do not know the issuer refuse the certificate");
        }
    }

    private void checkStrength(List<X509Certificate> chain) {
        for (X509Certificate certificate : chain) {
            boolean root = certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
            String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            // Nobody checks how a root signed itself.
            if (!root && (signature.startsWith("SHA1") || signature.startsWith("MD"))) {
                reportWeak(
                        certificate,
                        "is signed with " + certificate.getSigAlgName() + " (expected: SHA-256 or better)");
            }
            if (certificate.getPublicKey() instanceof RSAPublicKey key
                    && key.getModulus().bitLength() < 2048) {
                reportWeak(
                        certificate,
                        "has an RSA key of " + key.getModulus().bitLength() + " bits (expected: at least 2048)");
            }
        }
    }

    private void reportWeak(X509Certificate certificate, String phrase) {
        report(
                Severity.HINT,
                "certificate-weak",
                DATA.field(chainKey),
                "the certificate of " + subject(certificate) + " " + phrase);
    }

    static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.isEmpty() ? "serial number " + certificate.getSerialNumber().toString(16) : name;
    }

    private static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    private static String fingerprint(List<X509Certificate> chain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (X509Certificate certificate : chain) {
                digest.update(certificate.getEncoded());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256, and a certificate that was read has its bytes", e);
        }
    }

    private void malformed(String key, String phrase) {
        report(Severity.ERROR, "tls-secret-malformed", DATA.field(key), key + " " + phrase);
    }

    private void report(Severity severity, String name, FieldPath field, String message) {
        problems.add(new Problem(severity, name, secret.metadata().source().at(field), secret.ref(), field, message));
    }
}
