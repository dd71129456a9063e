package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.GrpcMethod;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.regex.RegularExpression;
import dev.gatehouse.routing.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry asks of a request beside its host and a literal path. Immutable; looks at one part of the request only. */
public sealed interface Predicate {
    /** Whether the request is as asked. */
    boolean holds(Request request);

    /** The predicates of a match, those first that cost least. */
    static List<Predicate> of(RuleMatch match) {
        List<Predicate> predicates = new ArrayList<>();
        if (match.method() != null) {
            predicates.add(new MethodIs(match.method()));
        }
        GrpcMethod call = match.grpc();
        if (call != null && call.pattern()) {
            predicates.add(new PathMatches(pattern(call.pathPattern())));
        } else if (call != null && !call.equals(GrpcMethod.ANY)) {
            predicates.add(new CallIs(call.service(), call.method()));
        }
        for (ValueMatch header : match.headers()) {
            predicates.add(
                    header.kind() == ValueMatch.Kind.EXACT
                            ? new HeaderIs(header.name(), header.value())
                            : new HeaderMatches(header.name(), pattern(header.value())));
        }
        for (ValueMatch parameter : match.queryParams()) {
            predicates.add(
                    parameter.kind() == ValueMatch.Kind.EXACT
                            ? new QueryIs(parameter.name(), parameter.value())
                            : new QueryMatches(parameter.name(), pattern(parameter.value())));
        }
        if (match.path().kind() == PathMatch.Kind.REGULAR_EXPRESSION) {
            predicates.add(new PathMatches(pattern(match.path().value())));
        }
        return predicates;
    }

    private static RegularExpression pattern(String text) {
        if (RegularExpression.parse(text) instanceof RegularExpression pattern) {
            return pattern;
        }
        throw new IllegalArgumentException("not a pattern, which attaching has to refuse: " + text);
    }

    /** {@code matches[].method}. */
    record MethodIs(String method) implements Predicate {
        @Override
        public boolean holds(Request request) {
            return method.equals(request.method());
        }
    }

    /**
     * {@code GRPCRoute.spec.rules[].matches[].method} of type {@code Exact}, of a path that has exactly two elements.
     *
     * @param service null: any
     * @param method null: any
     */
    record CallIs(@Nullable String service, @Nullable String method) implements Predicate {
        @Override
        public boolean holds(Request request) {
            String path = request.path();
            int slash = path.indexOf('/', 1);
            return (service == null || (service.length() == slash - 1 && path.startsWith(service, 1)))
                    && (method == null
                            || (method.length() == path.length() - slash - 1 && path.startsWith(method, slash + 1)));
        }
    }

    /** {@code matches[].headers[]} of type {@code Exact}; the name in lower case. */
    record HeaderIs(String name, String value) implements Predicate {
        @Override
        public boolean holds(Request request) {
            return value.equals(request.header(name));
        }
    }

    /** {@code matches[].headers[]} of type {@code RegularExpression}: the whole value; an absent header never fits. */
    record HeaderMatches(String name, RegularExpression pattern) implements Predicate {
        @Override
        public boolean holds(Request request) {
            String value = request.header(name);
            return value != null && pattern.matches(value);
        }
    }

    /** {@code matches[].queryParams[]} of type {@code Exact}: the first parameter of that name counts. */
    final class QueryIs implements Predicate {
        private final String name;
        private final String value;
        private final byte[] nameBytes;
        private final byte[] valueBytes;

        QueryIs(String name, String value) {
            this.name = name;
            this.value = value;
            this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
            this.valueBytes = value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean holds(Request request) {
            return request.parameterEquals(nameBytes, valueBytes);
        }

        public String name() {
            return name;
        }

        public String value() {
            return value;
        }

        /** The value that counts, decoded; null where there is none. */
        public @Nullable String met(Request request) {
            return request.parameter(nameBytes);
        }

        @Override
        public String toString() {
            return "QueryIs[name=" + name + ", value=" + value + "]";
        }
    }

    /** {@code matches[].queryParams[]} of type {@code RegularExpression}: the whole decoded value of the first parameter of that name. */
    final class QueryMatches implements Predicate {
        private final String name;
        private final byte[] nameBytes;
        private final RegularExpression pattern;

        QueryMatches(String name, RegularExpression pattern) {
            this.name = name;
            this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
            this.pattern = pattern;
        }

        @Override
        public boolean holds(Request request) {
            String value = met(request);
            return value != null && pattern.matches(value);
        }

        public String name() {
            return name;
        }

        public RegularExpression pattern() {
            return pattern;
        }

        /** The value that counts, decoded; null where there is none. */
        public @Nullable String met(Request request) {
            return request.parameter(nameBytes);
        }

        @Override
        public String toString() {
            return "QueryMatches[name=" + name + ", pattern=" + pattern + "]";
        }
    }

    /** {@code matches[].path} of type {@code RegularExpression}: the whole path. Also for the patterns of a gRPC method, joined. */
    record PathMatches(RegularExpression pattern) implements Predicate {
        @Override
        public boolean holds(Request request) {
            return pattern.matches(request.path());
        }
    }
}
