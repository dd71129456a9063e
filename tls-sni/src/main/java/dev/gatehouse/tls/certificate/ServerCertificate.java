package dev.gatehouse.tls.certificate;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its chain and the private key that belongs to it. Whoever holds one holds a pair that fits: the key was
 * tried against the certificate when it was read.
 *
 * <p>Two are equal where their chains are; the key then belongs to both. The text form shows no key. Immutable, safe for use by
 * several threads.
 */
public final class ServerCertificate {
    private final ObjectRef secret;
    private final List<X509Certificate> chain;
    private final PrivateKey privateKey;
    private final List<String> names;
    private final String fingerprint;

    // Asked for at each selection; the certificate would make them anew each time.
    private final String keyType;
    private final Instant notBefore;
    private final Instant notAfter;

    ServerCertificate(
            ObjectRef secret,
            List<X509Certificate> chain,
            PrivateKey privateKey,
            List<String> names,
            String fingerprint) {
        this.secret = secret;
        this.chain = List.copyOf(chain);
        this.privateKey = privateKey;
        this.names = List.copyOf(names);
        this.fingerprint = fingerprint;
        this.keyType = leaf().getPublicKey().getAlgorithm();
        this.notBefore = leaf().getNotBefore().toInstant();
        this.notAfter = leaf().getNotAfter().toInstant();
    }

    /** Reads a Secret as of now; see {@link #parse(Secret, Instant)}. */
    public static ParsedCertificate parse(Secret secret) {
        return parse(secret, Instant.now());
    }

    /** Reads a Secret without a password; see {@link #parse(Secret, Instant, char[])}. */
    public static ParsedCertificate parse(Secret secret, Instant now) {
        return parse(secret, now, null);
    }

    /**
     * Reads a Secret of type {@code kubernetes.io/tls}: {@code tls.crt}, PEM certificates with the leaf first and its chain
     * after it; {@code tls.key}, a private key in PEM, as PKCS#8 (encrypted or not), PKCS#1 or SEC1, of RSA, EC, Ed25519 or Ed448.
     * Blocks of other kinds are passed over, as Kubernetes does. Where it has neither of the two, but {@code keystore.p12}, as
     * cert-manager writes: the first key with its chain in that PKCS#12 file.
     *
     * <table>
     * <caption>What is reported, all of it with the Secret's name</caption>
     * <tr><th>name</th><th>severity</th><th>served</th><th>when</th></tr>
     * <tr><td>{@code tls-secret-malformed}</td><td>ERROR</td><td>no</td><td>a value is absent, not PEM, cut, not opened by the password</td></tr>
     * <tr><td>{@code tls-key-mismatch}</td><td>ERROR</td><td>no</td><td>the key is another certificate's</td></tr>
     * <tr><td>{@code tls-secret-type}</td><td>WARNING</td><td>yes</td><td>the Secret has another type</td></tr>
     * <tr><td>{@code certificate-expired}, {@code certificate-not-yet-valid}</td><td>ERROR</td><td>yes</td>
     *     <td>{@code now} is outside the leaf's validity</td></tr>
     * <tr><td>{@code certificate-expiring}</td><td>WARNING</td><td>yes</td>
     *     <td>less than 14 days are left, or a fifth of the lifetime where that is shorter</td></tr>
     * <tr><td>{@code certificate-cn-only}</td><td>ERROR</td><td>yes</td><td>the leaf has no subject alternative name</td></tr>
     * <tr><td>{@code certificate-chain-incomplete}</td><td>WARNING</td><td>yes</td>
     *     <td>a certificate's issuer does not follow it</td></tr>
     * <tr><td>{@code certificate-weak}</td><td>HINT</td><td>yes</td><td>RSA below 2048 bits; a signature with SHA-1 or MD5</td></tr>
     * </table>
     *
     * <p>Costs one signature and its verification: milliseconds at most.
     *
     * @param password what an encrypted key or a PKCS#12 file is encrypted with; null for none. It is not kept
     */
    public static ParsedCertificate parse(Secret secret, Instant now, char @Nullable [] password) {
        ParsedCertificate read = new SecretReading(secret, password).read();
        ServerCertificate certificate = read.certificate();
        Problem validity = certificate == null ? null : Validity.problem(LeafFields.of(certificate), secret, now);
        if (certificate == null || validity == null) {
            return read;
        }
        List<Problem> problems = new ArrayList<>(read.problems());
        problems.add(validity);
        return new ParsedCertificate.Usable(certificate, problems);
    }

    /** The Secret that it was read from. */
    public ObjectRef secret() {
        return secret;
    }

    /** The leaf and after it the certificates that lead to its root; never empty. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The certificate that the key belongs to. */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** The key. Whoever has it can pretend to be this server. */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /**
     * The DNS names of the leaf's subject alternative names, in lower case, each once, in their order; wildcards as they are
     * written. The common name is not among them: clients stopped reading it.
     */
    public List<String> names() {
        return names;
    }

    /**
     * Whether a client that asked for {@code host} would accept this certificate's names: one equals it, or is a wildcard that
     * stands for exactly its first label (RFC 6125, 6.4.3).
     *
     * @param host in lower case, without a dot at its end
     */
    public boolean covers(String host) {
        int dot = host.indexOf('.');
        return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
    }

    /**
     * The algorithm of the key by the name that TLS servers of the JVM ask for: {@code EC}, {@code RSA}, {@code RSASSA-PSS}
     * or {@code EdDSA}.
     */
    public String keyType() {
        return keyType;
    }

    /** The first moment at which clients accept it. */
    public Instant notBefore() {
        return notBefore;
    }

    /** The last moment at which clients accept it. */
    public Instant notAfter() {
        return notAfter;
    }

    /** Whether the moment lies within the leaf's validity. */
    public boolean isValidAt(Instant moment) {
        return !moment.isBefore(notBefore()) && !moment.isAfter(notAfter());
    }

    /** SHA-256 over the whole chain, in hexadecimal: two certificates with one fingerprint are interchangeable. */
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ServerCertificate that && fingerprint.equals(that.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    /** Such as {@code Secret default/shop (EC, shop.example, until 2027-01-01T00:00:00Z)}. */
    @Override
    public String toString() {
        return secret + " (" + keyType() + ", " + String.join(" ", names) + ", until " + notAfter() + ")";
    }
}
