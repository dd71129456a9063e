package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the checks find: of one mistake in one field the first. */
final class Report {
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Place> seen = new HashSet<>();
    private final Set<Place> hidden = new HashSet<>();

    private record Place(String name, ObjectRef object, FieldPath field) {}

    /** Reports a mistake as bad as it usually is. */
    void add(String name, Resource resource, FieldPath field, String message, Change... changes) {
        add(Catalogue.of(name).severity(), name, resource, field, message, changes);
    }

    void add(Severity severity, String name, Resource resource, FieldPath field, String message, Change... changes) {
        if (seen.add(new Place(name, resource.ref(), field))) {
            Problem problem =
                    new Problem(severity, name, resource.metadata().source().at(field), resource.ref(), field, message);
            findings.add(new Finding(problem, Catalogue.of(name), List.of(changes)));
        }
    }

    /** Says that what was reported is the cause of another problem, which is worth no report of its own. */
    void hide(String name, ObjectRef object, FieldPath field) {
        hidden.add(new Place(name, object, field));
    }

    /** Whether a cause of this problem was reported. */
    boolean hides(Problem problem) {
        ObjectRef object = problem.resource();
        return object != null && hidden.contains(new Place(problem.name(), object, problem.field()));
    }

    List<Finding> findings() {
        return findings;
    }
}
