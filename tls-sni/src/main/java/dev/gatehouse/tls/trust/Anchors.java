package dev.gatehouse.tls.trust;

import dev.gatehouse.tls.certificate.CertificateBundle;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Those whose word counts, and the check of a chain against them, which the platform does (PKIX, RFC 5280). */
final class Anchors {
    private final @Nullable X509TrustManager platform;

    private Anchors(@Nullable X509TrustManager platform) {
        this.platform = platform;
    }

    /**
     * Bundles that cannot be read vouch for nobody.
     *
     * @param system whether those count as well that this JVM trusts by itself
     */
    static Anchors of(List<String> bundles, boolean system) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String bundle : bundles) {
            certificates.addAll(CertificateBundle.certificates(bundle));
        }
        try {
            if (system && certificates.isEmpty()) {
                return new Anchors(platform(null));
            }
            if (system) {
                certificates.addAll(List.of(platform(null).getAcceptedIssuers()));
            }
            // The platform takes no empty store.
            return new Anchors(certificates.isEmpty() ? null : platform(store(certificates)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JVM checks chains of certificates", e);
        }
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry(Integer.toString(i), certificates.get(i));
        }
        return store;
    }

    private static X509TrustManager platform(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no manager for X.509");
    }

    /** Fails unless one of them vouches for the chain, which is valid now and made for TLS clients. */
    void checkClient(X509Certificate[] chain, String keyType) throws CertificateException {
        required().checkClientTrusted(chain, keyType);
    }

    /** Fails unless one of them vouches for the chain, which is valid now and made for TLS servers. Looks at no name. */
    void checkServer(X509Certificate[] chain, String keyExchange) throws CertificateException {
        required().checkServerTrusted(chain, keyExchange);
    }

    X509Certificate[] certificates() {
        return platform == null ? new X509Certificate[0] : platform.getAcceptedIssuers();
    }

    private X509TrustManager required() throws CertificateException {
        if (platform == null) {
            throw new CertificateException("nobody is trusted here, for no authority could be read");
        }
        return platform;
    }
}
