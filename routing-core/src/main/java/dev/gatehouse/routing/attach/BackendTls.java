package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.BackendTlsPolicy.SubjectAltName;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a backend is spoken to with TLS ({@code BackendTLSPolicy}, GEP-1897): what is sent and what its certificate must be like. Equal
 * values may share connections, others must not.
 *
 * @param serverName {@code validation.hostname}: sent as SNI, and what the certificate must be for where {@code subjectAltNames} is empty
 * @param subjectAltNames of which the certificate must have one, in the place of {@code serverName}
 * @param authorities PEM text of the certificates that are trusted, one for each reference that could be used; never empty where
 *     {@code systemTrust} is false
 * @param systemTrust whether the platform's authorities are trusted ({@code wellKnownCACertificates: System})
 * @param clientCertificate {@code Gateway.spec.tls.backend.clientCertificateRef}: shown where the backend asks; null for none
 */
public record BackendTls(
        String serverName,
        List<SubjectAltName> subjectAltNames,
        List<String> authorities,
        boolean systemTrust,
        @Nullable Secret clientCertificate) {
    public BackendTls {
        subjectAltNames = List.copyOf(subjectAltNames);
        authorities = List.copyOf(authorities);
    }
}
