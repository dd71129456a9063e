package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;

/** How bad it is that a TLS Secret is not among the resources: keys are usually kept elsewhere. */
public final class AbsentSecrets {
    private static final String MISSING = "tls-secret-missing";

    private AbsentSecrets() {}

    /**
     * The problem as bad as it is, and by its name: a hint that it is not there where no TLS Secret is, a warning that it is missing where
     * others are, and an error where these came from a server, which would have given this one too. (Objects of a server have a
     * {@code creationTimestamp}.)
     *
     * @param problem of any severity and name; says which Secret
     * @param resources as they were read
     */
    public static Problem judge(Problem problem, Resources resources) {
        List<Secret> others = resources.all(Secret.class).stream()
                .filter(secret -> secret.type().equals(Secret.TLS))
                .toList();
        if (others.isEmpty()) {
            return renamed(problem, Severity.HINT, "tls-secret-not-in-manifests");
        }
        boolean complete = others.stream().anyMatch(secret -> secret.metadata().creationTimestamp() != null);
        return renamed(problem, complete ? Severity.ERROR : Severity.WARNING, MISSING);
    }

    /** As {@link #judge(Problem, Resources)}, where the problem is one of these; a Secret of that name elsewhere is another mistake. */
    static Problem judge(Problem problem, Scene scene) {
        if (!problem.name().equals(MISSING)) {
            return problem;
        }
        Reference reference = scene.reference(problem.resource(), problem.field());
        if (reference != null) {
            ObjectRef to = reference.to();
            boolean elsewhere = scene.resources().all(Secret.class).stream()
                    .anyMatch(secret -> secret.metadata().name().equals(to.name())
                            && !secret.metadata().namespace().equals(to.namespace()));
            if (elsewhere) {
                return renamed(problem, Severity.ERROR, "tls-secret-other-namespace");
            }
        }
        return judge(problem, scene.resources());
    }

    private static Problem renamed(Problem problem, Severity severity, String name) {
        return new Problem(severity, name, problem.source(), problem.resource(), problem.field(), problem.message());
    }
}
