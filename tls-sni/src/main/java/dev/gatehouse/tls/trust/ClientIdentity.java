package dev.gatehouse.tls.trust;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Who a client says it is, by the certificate that it showed. It has proven in any case that it holds the certificate's key.
 *
 * @param chain the client's certificate and after it those that it sent along; never empty
 * @param verified whether an authority of the port vouches for it. If not, all else is the client's word alone
 */
public record ClientIdentity(List<X509Certificate> chain, boolean verified) {
    private static final int EMAIL = 1;
    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    public ClientIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: empty (expected: at least the client's certificate)");
        }
    }

    /** The client's certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Its subject, such as {@code CN=robot,O=Example} (RFC 2253); empty where it has none. */
    public String subject() {
        return certificate().getSubjectX500Principal().getName();
    }

    /** Its issuer, as {@link #subject}. */
    public String issuer() {
        return certificate().getIssuerX500Principal().getName();
    }

    /** The DNS names among its subject alternative names, as they are written. */
    public List<String> dnsNames() {
        return alternatives(DNS_NAME);
    }

    /** The URIs among its subject alternative names, such as {@code spiffe://example.org/robot}. */
    public List<String> uris() {
        return alternatives(URI);
    }

    /** The e-mail addresses among its subject alternative names. */
    public List<String> emails() {
        return alternatives(EMAIL);
    }

    /** SHA-256 over the certificate, in hexadecimal. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The bytes of the certificate. */
    public byte[] der() {
        try {
            return certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was received has its bytes", e);
        }
    }

    /** The certificate in PEM, with a line break at the end. */
    public String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** The value of the header field {@code Client-Cert} (RFC 9440, 2.2): the certificate in Base64 between colons. */
    public String clientCert() {
        return ":" + Base64.getEncoder().encodeToString(der()) + ":";
    }

    private List<String> alternatives(int type) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (Integer.valueOf(type).equals(alternative.get(0))) {
                        names.add((String) alternative.get(1));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // Names that cannot be read are none.
            return List.of();
        }
        return List.copyOf(names);
    }

    /** Such as {@code CN=robot (verified)}. */
    @Override
    public String toString() {
        return subject() + (verified ? " (verified)" : " (not verified)");
    }
}
