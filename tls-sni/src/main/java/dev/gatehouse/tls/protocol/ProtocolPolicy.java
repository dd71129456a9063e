package dev.gatehouse.tls.protocol;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** TLS 1.3 and 1.2 with the cipher suites that are forward secret and authenticated, as far as this JVM has them. */
public final class ProtocolPolicy {
    /** The newest first. Older ones are refused (RFC 8996). */
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Forward secret and authenticated, all of them; AES first, for most processors have it in hardware. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private ProtocolPolicy() {}

    /**
     * Parameters with these versions and suites, in this side's order. A new object at each call.
     *
     * @param applicationProtocols to agree on by ALPN, the preferred first, such as {@code h2}, {@code http/1.1}; empty for none
     */
    public static SSLParameters parameters(List<String> applicationProtocols) {
        SSLParameters parameters = new SSLParameters(Supported.CIPHER_SUITES, PROTOCOLS.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
        return parameters;
    }

    /** Asked of the JVM once, when first needed. */
    private static final class Supported {
        static final String[] CIPHER_SUITES = cipherSuites();

        private static String[] cipherSuites() {
            try {
                SSLContext platform = SSLContext.getInstance("TLS");
                platform.init(new KeyManager[0], new TrustManager[0], null);
                Set<String> supported = Set.copyOf(
                        Arrays.asList(platform.getSupportedSSLParameters().getCipherSuites()));
                return ProtocolPolicy.CIPHER_SUITES.stream()
                        .filter(supported::contains)
                        .toArray(String[]::new);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JVM has TLS", e);
            }
        }
    }
}
