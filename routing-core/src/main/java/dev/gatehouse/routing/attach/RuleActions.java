package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.RuleAction.Fail;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.RuleAction.RedirectTo;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.GrpcRouteRule;
import dev.gatehouse.routing.resource.HttpBackendRef;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteRetry;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.HttpRouteTimeouts;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.SessionPersistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules of HTTPRoutes and GRPCRoutes do: filters, backends, timeouts, retries, sessions. */
final class RuleActions {
    private final ServicePorts services;
    private final RouteFilters filters;
    private final List<Problem> problems;

    RuleActions(ServicePorts services, Extensions extensions, Capabilities capabilities, List<Problem> problems) {
        this.services = services;
        this.filters = new RouteFilters(services, extensions, capabilities, problems);
        this.problems = problems;
    }

    /** Filters and then an action, for {@link RoutingRule}. */
    record Outcome(RequestFilters filters, RuleAction action) {}

    /**
     * What a rule of a HTTPRoute does.
     *
     * @param matches of the rule, in neutral form
     * @param field that of the rule
     */
    Outcome of(
            HttpRoute route,
            HttpRouteRule rule,
            Origin origin,
            List<RuleMatch> matches,
            FieldPath field,
            RuleFindings findings) {
        return new Reading(
                        route,
                        field,
                        findings,
                        rule.filters(),
                        rule.backendRefs(),
                        rule.timeouts(),
                        rule.retry(),
                        session(rule.sessionPersistence(), origin, matches))
                .outcome();
    }

    /** What a rule of a GRPCRoute does. */
    Outcome of(GrpcRoute route, GrpcRouteRule rule, Origin origin, FieldPath field, RuleFindings findings) {
        return new Reading(
                        route,
                        field,
                        findings,
                        rule.filters(),
                        rule.backendRefs(),
                        null,
                        null,
                        session(rule.sessionPersistence(), origin, List.of()))
                .outcome();
    }

    private static @Nullable SessionPolicy session(
            @Nullable SessionPersistence session, Origin origin, List<RuleMatch> matches) {
        return session == null ? null : Sessions.of(session, origin, matches);
    }

    private final class Reading {
        private final Route route;
        private final FieldPath field;
        private final RuleFindings findings;
        private final FilterEffects rule;
        private final List<HttpBackendRef> references;
        private final @Nullable HttpRouteTimeouts timeouts;
        private final @Nullable HttpRouteRetry retry;
        private final @Nullable SessionPolicy session;

        Reading(
                Route route,
                FieldPath field,
                RuleFindings findings,
                List<HttpRouteFilter> filters,
                List<HttpBackendRef> references,
                @Nullable HttpRouteTimeouts timeouts,
                @Nullable HttpRouteRetry retry,
                @Nullable SessionPolicy session) {
            this.route = route;
            this.field = field;
            this.findings = findings;
            this.rule = RuleActions.this.filters.of(route, filters, field.field("filters"), List.of(), false, findings);
            this.references = references;
            this.timeouts = timeouts;
            this.retry = retry;
            this.session = session;
        }

        Outcome outcome() {
            List<BackendShare> shares = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                shares.add(share(references.get(i), field.field("backendRefs").index(i)));
            }
            Unusable fault = rule.fault();
            if (fault != null) {
                if (fault.reason().equals("UnsupportedValue")) {
                    findings.withoutMatch();
                }
                return new Outcome(RequestFilters.NONE, new Fail(fault.status(), fault.message()));
            }
            RedirectTo redirect = rule.redirectTo();
            return new Outcome(rule.filters(), redirect != null ? redirect : forward(shares));
        }

        private RuleAction forward(List<BackendShare> shares) {
            if (shares.isEmpty()) {
                boolean answers = !rule.filters().extensions().isEmpty();
                if (!answers) {
                    problem(
                            "rule-without-backend",
                            "found none (expected at least one backend or a RequestRedirect filter); the rule answers 500");
                }
                return new Fail(500, "the rule has no backend");
            }
            ForwardTo forward = new ForwardTo(
                    shares,
                    timeouts == null ? null : timeouts.request(),
                    timeouts == null ? null : timeouts.backendRequest(),
                    retry == null ? null : policy(retry),
                    session);
            if (forward.totalWeight() == 0) {
                problem(
                        "all-weights-zero",
                        "found the weight 0 everywhere (expected one above 0); the rule answers 500");
                // Sessions that live still reach their backends.
                return session != null ? forward : new Fail(500, "every backend of the rule has the weight 0");
            }
            return forward;
        }

        private void problem(String name, String message) {
            problems.add(Problems.error(name, route, field.field("backendRefs"), message));
        }

        private BackendShare share(HttpBackendRef reference, FieldPath place) {
            Backend backend = services.resolve(route, reference.backend(), place);
            if (backend instanceof ServiceBackend service) {
                backend = AppProtocols.check(route, service, place, problems);
            }
            if (backend instanceof Unusable broken) {
                findings.broken(broken);
            }
            FilterEffects own =
                    filters.of(route, reference.filters(), place.field("filters"), rule.requestEdits(), true, findings);
            RedirectTo redirect = own.redirectTo();
            if (own.fault() != null) {
                backend = own.fault();
            } else if (redirect != null) {
                backend = new Backend.Redirecting(redirect);
            }
            String host = own.sentHost();
            PathRewrite path = own.sentPath();
            return new BackendShare(
                    reference.weight(),
                    backend,
                    joined(rule.requestEdits(), own.requestEdits()),
                    joined(own.responseEdits(), rule.responseEdits()),
                    host != null ? host : rule.sentHost(),
                    path != null ? path : rule.sentPath(),
                    joined(rule.mirrors(), own.mirrors()),
                    own.filters());
        }
    }

    private static RetryPolicy policy(HttpRouteRetry retry) {
        Integer attempts = retry.attempts();
        Duration backoff = retry.backoff();
        return new RetryPolicy(
                Set.copyOf(retry.codes()),
                attempts == null ? RetryPolicy.DEFAULT_ATTEMPTS : attempts,
                backoff == null ? RetryPolicy.DEFAULT_BACKOFF : backoff);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
