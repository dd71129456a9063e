package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import java.time.Instant;
import java.util.Comparator;

/**
 * Which of two entries that both take a request wins.
 *
 * <p>{@code HTTPRouteRule.matches} and {@code HTTPRoute.spec.hostnames} name the criteria; those before these are settled by where an entry lies: the
 * host by {@link HostIndex}, {@code Exact} before {@code RegularExpression} before {@code PathPrefix}, and the longer prefix, by
 * {@link HostRules}. What is left, in this order:
 *
 * <ol>
 *   <li>an Ingress' default backend after everything else;
 *   <li>the most characters in the path, which here is one trailing slash more or less (prefixes) or a longer pattern;
 *   <li>{@code ImplementationSpecific} before {@code Prefix};
 *   <li>a method;
 *   <li>the most headers;
 *   <li>the most query parameters;
 *   <li>the oldest route, one without {@code creationTimestamp} after all that have one;
 *   <li>the first in alphabetical order of {@code namespace/name};
 *   <li>the first rule, then the first match.
 * </ol>
 */
final class Precedence {
    /** What is left where two entries ask for equally much. */
    static final Comparator<RouteEntry> BY_ORIGIN = Comparator.comparing(
                    (RouteEntry entry) -> created(entry.rule().origin()))
            .thenComparing(entry -> entry.rule().origin().route().namespacedName())
            .thenComparingInt(entry -> entry.rule().origin().rule())
            .thenComparingInt(entry -> entry.match().index());

    /** For the entries of one node, and for the regular expressions of one host. */
    static final Comparator<RouteEntry> IN_NODE = Comparator.comparing(
                    (RouteEntry entry) -> entry.match().path().kind() == PathMatch.Kind.DEFAULT)
            .thenComparing(Comparator.comparingInt(
                            (RouteEntry entry) -> entry.match().path().value().length())
                    .reversed())
            .thenComparing(entry -> entry.match().path().kind())
            .thenComparing(entry -> entry.match().method() == null)
            .thenComparing(Comparator.comparingInt(
                            (RouteEntry entry) -> entry.match().headers().size())
                    .reversed())
            .thenComparing(Comparator.comparingInt(
                            (RouteEntry entry) -> entry.match().queryParams().size())
                    .reversed())
            .thenComparing(BY_ORIGIN);

    private Precedence() {}

    private static Instant created(Origin origin) {
        Instant created = origin.created();
        return created == null ? Instant.MAX : created;
    }
}
