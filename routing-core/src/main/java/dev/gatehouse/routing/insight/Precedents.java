package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.GrpcMethod;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names the first criterion in which two entries that both take a request differ ({@code HTTPRouteRule.matches},
 * {@code GRPCRouteRule.matches}). The table has decided already.
 */
final class Precedents {
    private Precedents() {}

    static String between(RouteEntry winner, RouteEntry loser) {
        RuleMatch one = winner.match();
        RuleMatch other = loser.match();
        if (one.grpc() != null && other.grpc() == null) {
            return "the kind of route: a call asks GRPCRoutes first";
        } else if (!winner.host().equals(loser.host())) {
            return "the more specific host: " + winner.host() + " before " + loser.host();
        } else if (one.grpc() != null && other.grpc() != null) {
            return between(winner, one.grpc(), loser, other.grpc());
        } else if (one.path().kind() != other.path().kind()
                && (one.path().kind() == PathMatch.Kind.EXACT
                        || other.path().kind() == PathMatch.Kind.DEFAULT
                        || one.path().kind() == PathMatch.Kind.REGULAR_EXPRESSION)) {
            return "the type of path: " + one.path().kind() + " before "
                    + other.path().kind();
        } else if (one.path().value().length() != other.path().value().length()) {
            return "the longer path: " + one.path().value() + " before "
                    + other.path().value();
        } else if (one.path().kind() != other.path().kind()) {
            return "the type of path: " + one.path().kind() + " before "
                    + other.path().kind();
        } else if ((one.method() == null) != (other.method() == null)) {
            return "a method";
        } else if (one.headers().size() != other.headers().size()) {
            return "more headers: " + one.headers().size() + " before "
                    + other.headers().size();
        } else if (one.queryParams().size() != other.queryParams().size()) {
            return "more query parameters: " + one.queryParams().size() + " before "
                    + other.queryParams().size();
        }
        return byOrigin(winner, loser);
    }

    /** Of {@code GRPCRouteRule.matches}. */
    private static String between(RouteEntry winner, GrpcMethod one, RouteEntry loser, GrpcMethod other) {
        if (length(one.service()) != length(other.service())) {
            return "the longer service: " + one + " before " + other;
        } else if (length(one.method()) != length(other.method())) {
            return "the longer method: " + one + " before " + other;
        }
        int mine = winner.match().headers().size();
        int theirs = loser.match().headers().size();
        return mine != theirs ? "more headers: " + mine + " before " + theirs : byOrigin(winner, loser);
    }

    private static int length(@Nullable String part) {
        return part == null ? 0 : part.length();
    }

    private static String byOrigin(RouteEntry winner, RouteEntry loser) {
        Origin mine = winner.rule().origin();
        Origin theirs = loser.rule().origin();
        if (!Objects.equals(mine.created(), theirs.created())) {
            return "the older route: " + mine.route() + " before " + theirs.route();
        } else if (!mine.route().equals(theirs.route())) {
            return "the first by namespace/name: " + mine.route() + " before " + theirs.route();
        }
        return mine.rule() == theirs.rule() ? "the first match of the rule" : "the first rule of the route";
    }
}
