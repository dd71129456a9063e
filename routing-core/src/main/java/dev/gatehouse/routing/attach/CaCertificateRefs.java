package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.ConfigMap;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves {@code caCertificateRefs}: authorities to trust, PEM text under {@code ca.crt} of a ConfigMap. */
final class CaCertificateRefs {
    private static final String KEY = "ca.crt";

    /** The bit of keyUsage (RFC 5280, 4.2.1.3). */
    private static final int KEY_CERT_SIGN = 5;

    private final Resources resources;
    private final ReferenceGrants grants;
    private final List<Problem> problems;

    CaCertificateRefs(Resources resources, ReferenceGrants grants, List<Problem> problems) {
        this.resources = resources;
        this.grants = grants;
        this.problems = problems;
    }

    /**
     * The authorities that are there, can be read and may be used, in the order written; a broken reference does not disturb the others.
     *
     * @param owner the Gateway or the BackendTLSPolicy
     * @param field that of the list
     * @param unknownKind the reason where a reference is to something else than a ConfigMap
     * @param broken takes why the others are of no use
     */
    List<String> resolve(
            Resource owner, List<ObjectRef> references, FieldPath field, String unknownKind, List<Refusal> broken) {
        String name = owner instanceof Gateway ? "client-ca-unresolved" : "backend-ca-unresolved";
        List<String> authorities = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            ObjectRef target = references.get(i);
            ConfigMap found = resources.find(ConfigMap.class, target.namespace(), target.name());
            String pem = found == null ? null : found.data().get(KEY);
            List<X509Certificate> certificates = pem == null ? List.of() : certificates(pem);
            Refusal refusal = refusal(owner, target, found, pem, certificates, unknownKind);
            if (refusal == null && pem != null) {
                authorities.add(pem);
                reportOthers(owner, target, certificates, field.index(i));
            } else if (refusal != null) {
                broken.add(refusal);
                problems.add(Problems.error(name, owner, field.index(i), refusal.message()));
            }
        }
        return authorities;
    }

    /**
     * Tells of certificates that are no authority's. They are trusted all the same, for the certificate of one peer is often given so; but
     * who put it there for the sake of what it signed trusts in vain.
     */
    private void reportOthers(Resource owner, ObjectRef target, List<X509Certificate> certificates, FieldPath field) {
        List<X509Certificate> others = certificates.stream()
                .filter(certificate -> !mayVouch(certificate))
                .toList();
        if (!others.isEmpty()) {
            problems.add(Problems.warning(
                    "ca-bundle-non-ca",
                    owner,
                    field,
                    "found " + others.size() + " of " + certificates.size() + " certificates in " + target + " that "
                            + (others.size() == 1
                                    ? "is no authority's, that of "
                                    : "are no authority's, the first that of ")
                            + others.get(0).getSubjectX500Principal().getName()
                            + ": trusted are those who show it, and none who show what it signed (expected: basicConstraints"
                            + " with CA:TRUE, and keyCertSign where there is a keyUsage)"));
        }
    }

    /** Whether what it signed counts (RFC 5280, 6.1.4). Before version 3 no certificate says so, and an authority's is as good as any. */
    private static boolean mayVouch(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getVersion() < 3
                || (certificate.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]));
    }

    private @Nullable Refusal refusal(
            Resource owner,
            ObjectRef target,
            @Nullable ConfigMap found,
            @Nullable String pem,
            List<X509Certificate> certificates,
            String unknownKind) {
        if (!target.group().isEmpty() || !target.kind().equals("ConfigMap")) {
            return new Refusal(
                    unknownKind,
                    "found kind " + ServicePorts.kind(target.group(), target.kind()) + " (expected: ConfigMap)");
        }
        if (!grants.permit(owner.ref(), target)) {
            return new Refusal(
                    "RefNotPermitted",
                    "found a reference to " + target + " (expected: a ReferenceGrant in namespace "
                            + target.namespace() + " from " + owner.ref().kind() + " in namespace "
                            + owner.ref().namespace() + " to ConfigMap)");
        }
        if (found == null) {
            return new Refusal("InvalidCACertificateRef", "found no " + target);
        }
        if (pem == null) {
            return new Refusal("InvalidCACertificateRef", target + " has no key " + KEY);
        }
        return certificates.isEmpty()
                ? new Refusal("InvalidCACertificateRef", target + " holds no certificate that can be read in " + KEY)
                : null;
    }

    /** Empty where there is none, or one that cannot be read. */
    private static List<X509Certificate> certificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            return List.of();
        }
    }
}
