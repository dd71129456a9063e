package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.request.RulePath;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.HttpHeaderMatch;
import dev.gatehouse.routing.resource.HttpQueryParamMatch;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteMatch;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.ValueMatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules of a HTTPRoute in neutral form. */
final class HttpRouteRules {
    private final RuleActions actions;
    private final List<Problem> problems;

    HttpRouteRules(RuleActions actions, List<Problem> problems) {
        this.actions = actions;
        this.problems = problems;
    }

    /**
     * What became of a route's rules.
     *
     * @param rules for every host; the listener narrows the hosts. Rules without a usable match are left out
     */
    record Outcome(List<RoutingRule> rules, RouteFindings findings) {}

    Outcome of(HttpRoute route) {
        List<RoutingRule> rules = new ArrayList<>();
        RuleFindings findings = new RuleFindings();
        for (int i = 0; i < route.rules().size(); i++) {
            HttpRouteRule rule = route.rules().get(i);
            FieldPath field = FieldPath.ROOT.field("spec").field("rules").index(i);
            Origin origin = new Origin(
                    route.ref(),
                    route.metadata().creationTimestamp(),
                    i,
                    rule.name(),
                    route.metadata().source());
            findings.enter(i);
            List<RuleMatch> matches = matches(route, rule, field.field("matches"), findings);
            RuleActions.Outcome outcome = actions.of(route, rule, origin, matches, field, findings);
            if (!matches.isEmpty()) {
                rules.add(new RoutingRule(
                        origin, List.of(HostPattern.ANY), matches, outcome.filters(), outcome.action()));
            } else {
                findings.withoutMatch();
            }
        }
        return new Outcome(rules, findings.of(route.rules().size()));
    }

    private List<RuleMatch> matches(HttpRoute route, HttpRouteRule rule, FieldPath field, RuleFindings findings) {
        List<RuleMatch> matches = new ArrayList<>();
        for (int i = 0; i < rule.matches().size(); i++) {
            HttpRouteMatch match = rule.matches().get(i);
            RuleMatch neutral = new RuleMatch(
                    i, path(match), match.method(), headers(match.headers()), queryParams(match.queryParams()));
            String broken = Patterns.problem(neutral);
            if (broken == null) {
                matches.add(neutral);
            } else {
                problems.add(Problems.error(
                        "regex-invalid", route, field.index(i), broken + "; this match takes no request"));
                findings.part(broken);
            }
        }
        return matches;
    }

    private static PathMatch path(HttpRouteMatch match) {
        String value = match.path().value();
        return switch (match.path().type()) {
            case EXACT -> new PathMatch(PathMatch.Kind.EXACT, RulePath.canonical(value));
            case PATH_PREFIX -> new PathMatch(PathMatch.Kind.PREFIX, RulePath.canonical(value));
            case REGULAR_EXPRESSION -> new PathMatch(PathMatch.Kind.REGULAR_EXPRESSION, value);
        };
    }

    private static List<ValueMatch> headers(List<HttpHeaderMatch> headers) {
        return headers.isEmpty()
                ? List.of()
                : headers.stream().map(HttpRouteRules::header).toList();
    }

    private static List<ValueMatch> queryParams(List<HttpQueryParamMatch> parameters) {
        return parameters.isEmpty()
                ? List.of()
                : parameters.stream().map(HttpRouteRules::queryParam).toList();
    }

    static ValueMatch header(HttpHeaderMatch header) {
        return new ValueMatch(kind(header.type()), header.name().toLowerCase(Locale.ROOT), header.value());
    }

    private static ValueMatch queryParam(HttpQueryParamMatch parameter) {
        return new ValueMatch(kind(parameter.type()), parameter.name(), parameter.value());
    }

    private static ValueMatch.Kind kind(ValueMatchType type) {
        return switch (type) {
            case EXACT -> ValueMatch.Kind.EXACT;
            case REGULAR_EXPRESSION -> ValueMatch.Kind.REGULAR_EXPRESSION;
        };
    }
}
