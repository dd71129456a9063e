package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Every known mistake in a configuration, from the resources alone.
 *
 * <pre>{@code
 * assertEquals(List.of(), Findings.of(Manifests.read(Path.of("manifests"))));
 * }</pre>
 *
 * <p>What cannot be judged from the resources at hand is left out: without Namespaces no label is missed, without EndpointSlices no
 * endpoint. What is inside of certificates is judged elsewhere, and given as further problems. Where one mistake is the cause of another, only the cause is reported.
 */
public final class Findings {
    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(
                    (Finding finding) -> finding.source().line() == 0)
            .thenComparing(finding -> finding.source().file())
            .thenComparing(finding -> finding.source().line())
            .thenComparing(Finding::severity)
            .thenComparing(Finding::name)
            .thenComparing(Finding::message);

    private Findings() {}

    /** The mistakes in these resources, every class taken for one that is served. */
    public static List<Finding> of(Resources resources) {
        return of(LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(resources)
                .current());
    }

    /** As {@link #of(Routes, Collection)} with what the resources tell alone. */
    public static List<Finding> of(Routes routes) {
        return of(routes, List.of());
    }

    /**
     * The mistakes in what is served, by file and line. Computed anew at each call, in time that grows with the resources: seconds for tens of
     * thousands.
     *
     * @param further what others found, such as who has looked into the certificates
     */
    public static List<Finding> of(Routes routes, Collection<Problem> further) {
        Scene scene = Scene.of(routes);
        Report report = new Report();
        Checks.ALL.forEach(check -> check.run(scene, report));
        Collection<Problem> met = new LinkedHashSet<>(routes.problems());
        met.addAll(further);
        Map<Problem, Finding> findings = new HashMap<>();
        for (Problem problem : met) {
            Problem judged = AbsentSecrets.judge(problem, scene);
            findings.put(judged, new Finding(judged, Catalogue.of(judged.name()), Repairs.of(judged, scene)));
        }
        report.findings().forEach(finding -> findings.putIfAbsent(finding.problem(), finding));
        return Causes.only(findings.values(), report, scene).stream()
                .map(finding -> nearest(finding, scene))
                .sorted(BY_PLACE)
                .toList();
    }

    /** With the place of the first edit, where that lies within the field and so is nearer to what is wrong. */
    private static Finding nearest(Finding finding, Scene scene) {
        Problem problem = finding.problem();
        ObjectRef object = problem.resource();
        Resource resource = object == null ? null : scene.find(object);
        if (resource == null
                || finding.changes().isEmpty()
                || !(finding.changes().get(0) instanceof Change.Put put)
                || !put.object().equals(object)
                || !isWithin(put.field(), problem.field())) {
            return finding;
        }
        Problem nearer = new Problem(
                problem.severity(),
                problem.name(),
                resource.metadata().source().at(put.field()),
                object,
                put.field(),
                problem.message());
        return new Finding(nearer, finding.mistake(), finding.changes());
    }

    private static boolean isWithin(FieldPath place, FieldPath field) {
        for (FieldPath step = place; step != null; step = step.parent()) {
            if (step.equals(field)) {
                return !field.equals(FieldPath.ROOT);
            }
        }
        return false;
    }
}
