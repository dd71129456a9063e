package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.regex.RegularExpression;
import dev.gatehouse.routing.regex.RegularExpressionError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The regular expressions of a match. */
final class Patterns {
    private Patterns() {}

    /** What is wrong with the first pattern that is not accepted; null where all are. */
    static @Nullable String problem(RuleMatch match) {
        List<String> patterns = new ArrayList<>();
        if (match.path().kind() == PathMatch.Kind.REGULAR_EXPRESSION) {
            patterns.add(match.path().value());
        }
        GrpcMethod call = match.grpc();
        if (call != null && call.pattern()) {
            Stream.of(call.service(), call.method()).filter(Objects::nonNull).forEach(patterns::add);
            patterns.add(call.pathPattern());
        }
        addPatterns(match.headers(), patterns);
        addPatterns(match.queryParams(), patterns);
        for (String pattern : patterns) {
            if (RegularExpression.parse(pattern) instanceof RegularExpressionError error) {
                return "found \"" + pattern + "\": at character " + error.index() + " " + error.message();
            }
        }
        return null;
    }

    private static void addPatterns(List<ValueMatch> matches, List<String> patterns) {
        for (ValueMatch match : matches) {
            if (match.kind() == ValueMatch.Kind.REGULAR_EXPRESSION) {
                patterns.add(match.value());
            }
        }
    }
}
