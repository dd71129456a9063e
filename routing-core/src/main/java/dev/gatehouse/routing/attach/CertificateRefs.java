package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.SecretObjectReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves references to Secrets, as in {@code listeners[].tls.certificateRefs}. What is in the Secret is for the TLS side to judge. */
final class CertificateRefs {
    private final Resources resources;
    private final ReferenceGrants grants;
    private final List<Problem> problems;

    CertificateRefs(Resources resources, ReferenceGrants grants, List<Problem> problems) {
        this.resources = resources;
        this.grants = grants;
        this.problems = problems;
    }

    /**
     * The Secrets that are there and may be used, in the order written; a broken reference does not disturb the others.
     *
     * @param source the Gateway or the ListenerSet: grants for the one do not serve the other
     * @param broken takes why the others are not
     */
    List<CertificateUse> resolve(
            Resource source, List<SecretObjectReference> references, FieldPath tls, List<Refusal> broken) {
        List<CertificateUse> certificates = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            FieldPath field = tls.field("certificateRefs").index(i);
            Secret secret = resolve(source, references.get(i), field, "InvalidCertificateRef", broken);
            if (secret != null) {
                certificates.add(new CertificateUse(List.of(), secret));
            }
        }
        return certificates;
    }

    /**
     * The Secret, if it is there and may be used.
     *
     * @param invalid the reason where it is not there or is no Secret
     */
    @Nullable
    Secret resolve(
            Resource source, SecretObjectReference reference, FieldPath field, String invalid, List<Refusal> broken) {
        String own = source.metadata().namespace();
        String namespace = reference.namespace() == null ? own : reference.namespace();
        ObjectRef target = new ObjectRef(reference.group(), reference.kind(), namespace, reference.name());
        if (!reference.group().isEmpty() || !reference.kind().equals("Secret")) {
            String message =
                    "found kind " + ServicePorts.kind(reference.group(), reference.kind()) + " (expected: Secret)";
            problems.add(Problems.error("certificate-kind-unknown", source, field, message));
            broken.add(new Refusal(invalid, message));
            return null;
        }
        if (!grants.permit(source.ref(), target)) {
            String message = "found a reference to " + target + " (expected: a ReferenceGrant in namespace " + namespace
                    + " from " + source.ref().kind() + " in namespace " + own + " to Secret)";
            problems.add(Problems.error("reference-grant-missing", source, field, message));
            broken.add(new Refusal("RefNotPermitted", message));
            return null;
        }
        Secret secret = resources.find(Secret.class, namespace, reference.name());
        if (secret == null) {
            problems.add(Problems.error("tls-secret-missing", source, field, "found no " + target));
            broken.add(new Refusal(invalid, "found no " + target));
        }
        return secret;
    }
}
