package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.GrpcMethodMatch;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.GrpcRouteMatch;
import dev.gatehouse.routing.resource.GrpcRouteRule;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.ValueMatchType;
import java.util.ArrayList;
import java.util.List;

/** The rules of a GRPCRoute in neutral form (GEP-1016). */
final class GrpcRouteRules {
    private final RuleActions actions;
    private final List<Problem> problems;

    GrpcRouteRules(RuleActions actions, List<Problem> problems) {
        this.actions = actions;
        this.problems = problems;
    }

    HttpRouteRules.Outcome of(GrpcRoute route) {
        List<RoutingRule> rules = new ArrayList<>();
        RuleFindings findings = new RuleFindings();
        for (int i = 0; i < route.rules().size(); i++) {
            GrpcRouteRule rule = route.rules().get(i);
            FieldPath field = FieldPath.ROOT.field("spec").field("rules").index(i);
            Origin origin = new Origin(
                    route.ref(),
                    route.metadata().creationTimestamp(),
                    i,
                    rule.name(),
                    route.metadata().source());
            findings.enter(i);
            List<RuleMatch> matches = matches(route, rule, field.field("matches"), findings);
            RuleActions.Outcome outcome = actions.of(route, rule, origin, field, findings);
            if (!matches.isEmpty()) {
                rules.add(new RoutingRule(
                        origin, List.of(HostPattern.ANY), matches, outcome.filters(), outcome.action()));
            } else {
                findings.withoutMatch();
            }
        }
        return new HttpRouteRules.Outcome(rules, findings.of(route.rules().size()));
    }

    private List<RuleMatch> matches(GrpcRoute route, GrpcRouteRule rule, FieldPath field, RuleFindings findings) {
        if (rule.matches().isEmpty()) {
            return List.of(RuleMatch.grpc(0, GrpcMethod.ANY, List.of()));
        }
        List<RuleMatch> matches = new ArrayList<>();
        for (int i = 0; i < rule.matches().size(); i++) {
            GrpcRouteMatch match = rule.matches().get(i);
            RuleMatch neutral = RuleMatch.grpc(
                    i,
                    method(match),
                    match.headers().stream().map(HttpRouteRules::header).toList());
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

    private static GrpcMethod method(GrpcRouteMatch match) {
        GrpcMethodMatch method = match.method();
        return method == null
                ? GrpcMethod.ANY
                : new GrpcMethod(method.type() == ValueMatchType.REGULAR_EXPRESSION, method.service(), method.method());
    }
}
