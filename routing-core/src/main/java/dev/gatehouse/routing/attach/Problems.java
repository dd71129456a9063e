package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;

/** What is wrong between resources. */
final class Problems {
    private Problems() {}

    static Problem error(String name, Resource resource, FieldPath field, String message) {
        return of(Severity.ERROR, name, resource, field, message);
    }

    static Problem warning(String name, Resource resource, FieldPath field, String message) {
        return of(Severity.WARNING, name, resource, field, message);
    }

    static Problem hint(String name, Resource resource, FieldPath field, String message) {
        return of(Severity.HINT, name, resource, field, message);
    }

    private static Problem of(Severity severity, String name, Resource resource, FieldPath field, String message) {
        return new Problem(severity, name, resource.metadata().source().at(field), resource.ref(), field, message);
    }
}
