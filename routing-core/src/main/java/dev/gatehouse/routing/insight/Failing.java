package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.Predicate;
import org.jspecify.annotations.Nullable;

/** What a predicate asked and what it met, in a phrase. */
final class Failing {
    private static final int LONGEST = 120;

    private Failing() {}

    static String of(Predicate predicate, Request request) {
        if (predicate instanceof Predicate.MethodIs method) {
            return "method is " + request.method() + " (expected: " + method.method() + ")";
        } else if (predicate instanceof Predicate.HeaderIs header) {
            return "header " + header.name() + " is " + shown(request.header(header.name())) + " (expected: "
                    + shown(header.value()) + ")";
        } else if (predicate instanceof Predicate.HeaderMatches header) {
            return "header " + header.name() + " is " + shown(request.header(header.name())) + " (expected to fit: "
                    + header.pattern() + ")";
        } else if (predicate instanceof Predicate.QueryIs query) {
            return "query parameter " + query.name() + " is " + shown(query.met(request)) + " (expected: "
                    + shown(query.value()) + ")";
        } else if (predicate instanceof Predicate.QueryMatches query) {
            return "query parameter " + query.name() + " is " + shown(query.met(request)) + " (expected to fit: "
                    + query.pattern() + ")";
        } else if (predicate instanceof Predicate.CallIs call) {
            return "the called method is " + clipped(request.path().substring(1)) + " (expected: " + any(call.service())
                    + "/" + any(call.method()) + ")";
        }
        Predicate.PathMatches path = (Predicate.PathMatches) predicate;
        return "path is " + clipped(request.path()) + " (expected to fit: " + path.pattern() + ")";
    }

    /** In quotes, and not longer than a line. */
    static String shown(@Nullable String value) {
        return value == null ? "absent" : "\"" + clipped(value) + "\"";
    }

    static String clipped(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }

    private static String any(@Nullable String part) {
        return part == null ? "*" : part;
    }
}
