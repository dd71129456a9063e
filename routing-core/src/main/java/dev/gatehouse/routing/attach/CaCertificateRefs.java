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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves {@code caCertificateRefs}: authorities to trust, PEM text under {@code ca.crt} of a ConfigMap. */
final class CaCertificateRefs {
    private static final String KEY = "ca.crt";

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
            Refusal refusal = refusal(owner, target, found, pem, unknownKind);
            if (refusal == null && pem != null) {
                authorities.add(pem);
            } else if (refusal != null) {
                broken.add(refusal);
                problems.add(Problems.error(name, owner, field.index(i), refusal.message()));
            }
        }
        return authorities;
    }

    private @Nullable Refusal refusal(
            Resource owner, ObjectRef target, @Nullable ConfigMap found, @Nullable String pem, String unknownKind) {
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
        return holdsCertificates(pem)
                ? null
                : new Refusal("InvalidCACertificateRef", target + " holds no certificate that can be read in " + KEY);
    }

    private static boolean holdsCertificates(String pem) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }
}
