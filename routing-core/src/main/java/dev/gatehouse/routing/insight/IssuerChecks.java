package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import java.util.Set;

/** Certificates that an issuer in the cluster is asked for by an annotation. */
final class IssuerChecks {
    private static final Set<String> ANNOTATIONS = Set.of("cert-manager.io/issuer", "cert-manager.io/cluster-issuer");
    private static final Set<String> ABSENT = Set.of("tls-secret-missing", "tls-secret-not-in-manifests");

    private IssuerChecks() {}

    static boolean asksAnIssuer(Resource resource) {
        return resource.metadata().annotations().keySet().stream().anyMatch(ANNOTATIONS::contains);
    }

    /** A Secret that is not there because nobody has filled it yet. */
    static void bootstrap(Scene scene, Report report) {
        for (Problem problem : scene.problems()) {
            Resource resource = problem.resource() == null ? null : scene.find(problem.resource());
            Reference reference = scene.reference(problem.resource(), problem.field());
            if (resource != null && reference != null && ABSENT.contains(problem.name()) && asksAnIssuer(resource)) {
                report.add(
                        "issuer-bootstrap",
                        resource,
                        problem.field(),
                        problem.message() + " (an annotation asks an issuer for it)");
                ABSENT.forEach(name -> report.hide(name, resource.ref(), problem.field()));
            }
        }
    }
}
