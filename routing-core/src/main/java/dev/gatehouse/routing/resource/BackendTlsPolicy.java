package dev.gatehouse.routing.resource;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code BackendTLSPolicy} (GEP-1897): connect to these Services with TLS, and check what they show.
 *
 * @param targetRefs {@code spec.targetRefs}, at least one
 * @param validation {@code spec.validation}
 * @param options {@code spec.options}, none of which Gatehouse knows
 */
public record BackendTlsPolicy(
        Metadata metadata, List<TargetRef> targetRefs, Validation validation, Map<String, String> options)
        implements Resource {
    public BackendTlsPolicy {
        targetRefs = List.copyOf(targetRefs);
        options = Map.copyOf(options);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("gateway.networking.k8s.io", "BackendTLSPolicy", metadata.namespace(), metadata.name());
    }

    /**
     * {@code spec.targetRefs[]}: an object of the policy's own namespace.
     *
     * @param group empty for a Service
     * @param sectionName the name of a port of the Service; null: every port
     */
    public record TargetRef(
            String group,
            String kind,
            String name,
            @Nullable String sectionName) {}

    /**
     * {@code spec.validation}; exactly one of {@code caCertificateRefs} and {@code validation.wellKnownCACertificates} is there.
     *
     * @param hostname sent as SNI, and what the certificate must be for where there are no {@code subjectAltNames}
     * @param subjectAltNames of which the certificate must have one, in the place of {@code hostname}
     * @param caCertificateRefs objects of the policy's own namespace
     * @param wellKnownCaCertificates such as {@code System}; null where absent
     */
    public record Validation(
            Hostname hostname,
            List<SubjectAltName> subjectAltNames,
            List<ObjectRef> caCertificateRefs,
            @Nullable String wellKnownCaCertificates) {
        public Validation {
            subjectAltNames = List.copyOf(subjectAltNames);
            caCertificateRefs = List.copyOf(caCertificateRefs);
        }
    }

    /** {@code spec.validation.subjectAltNames[]}. */
    public sealed interface SubjectAltName {
        /** {@code type: Hostname}, which may be a wildcard. */
        record DnsName(Hostname hostname) implements SubjectAltName {}

        /** {@code type: URI}. */
        record Uri(String uri) implements SubjectAltName {}
    }
}
