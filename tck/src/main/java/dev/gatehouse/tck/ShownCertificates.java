package dev.gatehouse.tck;

import dev.gatehouse.tck.tls.Pem;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells to which Secrets a certificate belongs that was shown. */
final class ShownCertificates implements BackendVerdict.Certificates {
    private final Cluster cluster;

    ShownCertificates(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The names of the Secrets that hold a certificate. */
    List<String> secrets(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (ObjectName secret : cluster.names("Secret")) {
            if (certificate.equals(certificate(new NamespacedName(secret.namespace(), secret.name())))) {
                names.add(secret.name());
            }
        }
        return names;
    }

    @Override
    public boolean isOf(String pem, NamespacedName secret) {
        X509Certificate shown = first(pem);
        return shown != null && shown.equals(certificate(secret));
    }

    private @Nullable X509Certificate certificate(NamespacedName secret) {
        String pem = Workload.data(cluster, secret, "tls.crt");
        return pem == null ? null : first(pem);
    }

    /** The first; null where there is none that can be read. */
    private static @Nullable X509Certificate first(String pem) {
        try {
            List<X509Certificate> certificates = Pem.certificates(pem);
            return certificates.isEmpty() ? null : certificates.get(0);
        } catch (CertificateException e) {
            return null;
        }
    }
}
