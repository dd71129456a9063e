package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.Predicate;
import org.jspecify.annotations.Nullable;

/** What a predicate asked and what it met, in a phrase. */
final class Failing {
    private Failing() {}

    static String of(Predicate predicate, Request request) {
        if (predicate instanceof Predicate.MethodIs method) {
            return "method is " + request.method() + " (expected: " + method.method() + ")";
        } else if (predicate instanceof Predicate.HeaderIs header) {
            return "header " + header.name() + " is " + shown(request.header(header.name())) + " (expected: \""
                    + header.value() + "\")";
        } else if (predicate instanceof Predicate.HeaderMatches header) {
            return "header " + header.name() + " is " + shown(request.header(header.name())) + " (expected to fit: "
                    + header.pattern() + ")";
        } else if (predicate instanceof Predicate.PathMatches path) {
            return "path is " + request.path() + " (expected to fit: " + path.pattern() + ")";
        }
        String query = request.query();
        return "query is " + shown(query) + " (expected: " + predicate + ")";
    }

    private static String shown(@Nullable String value) {
        return value == null ? "absent" : "\"" + value + "\"";
    }
}
