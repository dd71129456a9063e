package dev.gatehouse.tls.context;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which kinds of keys make the signatures that a client takes (RFC 8446, 4.2.3; RFC 8422, 5.1.1), by the names that TLS libraries give to the
 * schemes.
 *
 * <table>
 * <caption>By the name of the scheme</caption>
 * <tr><th>scheme</th><th>the JVM's TLS says</th><th>Netty's OpenSSL says</th><th>key</th></tr>
 * <tr><td>{@code ecdsa_secp256r1_sha256}</td><td>{@code SHA256withECDSA}</td><td>{@code SHA256withECDSA_SECP256R1}</td>
 *     <td>{@code EC}</td></tr>
 * <tr><td>{@code rsa_pkcs1_sha256}</td><td>{@code SHA256withRSA}</td><td>{@code SHA256withRSA}</td><td>{@code RSA}</td></tr>
 * <tr><td>{@code rsa_pss_rsae_sha256}</td><td>{@code RSASSA-PSS}</td><td>{@code SHA256withRSA}</td><td>{@code RSA}</td></tr>
 * <tr><td>{@code rsa_pss_pss_sha256}</td><td>{@code RSASSA-PSS}</td><td>{@code SHA256withRSA_PSS_PSS}</td>
 *     <td>{@code RSASSA-PSS}</td></tr>
 * <tr><td>{@code ed25519}</td><td>{@code Ed25519}</td><td>{@code Ed25519}</td><td>{@code EdDSA}</td></tr>
 * </table>
 *
 * <p>The JVM gives one name to two schemes, for keys of different kinds. A client that offers one of them is taken to offer both, as nearly
 * all do; the JVM itself does not sign with what was not offered.
 */
final class SignatureKeys {
    private SignatureKeys() {}

    static Set<String> of(String[] algorithms) {
        Set<String> keyTypes = new TreeSet<>();
        for (String algorithm : algorithms) {
            if (algorithm.contains("withECDSA")) {
                keyTypes.add("EC");
            } else if (algorithm.endsWith("withRSA")) {
                keyTypes.add("RSA");
            } else if (algorithm.endsWith("withRSA_PSS_PSS")) {
                keyTypes.add("RSASSA-PSS");
            } else if (algorithm.equals("RSASSA-PSS")) {
                keyTypes.add("RSA");
                keyTypes.add("RSASSA-PSS");
            } else if (algorithm.startsWith("Ed")) {
                keyTypes.add("EdDSA");
            }
        }
        return keyTypes;
    }
}
