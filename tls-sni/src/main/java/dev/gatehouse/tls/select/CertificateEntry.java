package dev.gatehouse.tls.select;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.util.List;

/**
 * One certificate of a listener, and the names that it answers there.
 *
 * @param hosts exactly the names to answer, a wildcard standing for one label ({@code Ingress.spec.tls[].hosts}); empty to
 *     answer the certificate's own names, and to stand in for names that no certificate of the listener has (one
 *     of the {@code certificateRefs} of a Gateway's listener, or an Ingress entry without hosts)
 * @param secret read when it is first chosen; only for its names, where there are no hosts, its leaf is looked at before
 */
public record CertificateEntry(List<Hostname> hosts, TlsSecret secret) {
    public CertificateEntry {
        hosts = List.copyOf(hosts);
    }

    /** With a certificate that has been read. */
    public CertificateEntry(List<Hostname> hosts, ServerCertificate certificate) {
        this(hosts, TlsSecret.of(certificate));
    }

    /** Answers the certificate's own names. */
    public static CertificateEntry of(ServerCertificate certificate) {
        return new CertificateEntry(List.of(), certificate);
    }

    /** Answers the certificate's own names. */
    public static CertificateEntry of(TlsSecret secret) {
        return new CertificateEntry(List.of(), secret);
    }
}
