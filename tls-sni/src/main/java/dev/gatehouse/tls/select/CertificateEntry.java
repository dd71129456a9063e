package dev.gatehouse.tls.select;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.util.List;

/**
 * One certificate of a listener, and the names that it answers there.
 *
 * @param hosts exactly the names to answer, a wildcard standing for one label ({@code Ingress.spec.tls[].hosts}); empty to
 *     answer the certificate's own names, and to stand in for names that no certificate of the listener has (one
 *     of the {@code certificateRefs} of a Gateway's listener, or an Ingress entry without hosts)
 */
public record CertificateEntry(List<Hostname> hosts, ServerCertificate certificate) {
    public CertificateEntry {
        hosts = List.copyOf(hosts);
    }

    /** Answers the certificate's own names. */
    public static CertificateEntry of(ServerCertificate certificate) {
        return new CertificateEntry(List.of(), certificate);
    }
}
