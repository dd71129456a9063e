package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.attach.RuleAction.Fail;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.RuleAction.RedirectTo;
import dev.gatehouse.routing.request.RulePath;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.HttpBackendRef;
import dev.gatehouse.routing.resource.HttpHeaderFilter;
import dev.gatehouse.routing.resource.HttpHeaderMatch;
import dev.gatehouse.routing.resource.HttpPathModifier;
import dev.gatehouse.routing.resource.HttpQueryParamMatch;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteFilter.RequestHeaderModifier;
import dev.gatehouse.routing.resource.HttpRouteFilter.RequestRedirect;
import dev.gatehouse.routing.resource.HttpRouteFilter.ResponseHeaderModifier;
import dev.gatehouse.routing.resource.HttpRouteFilter.UrlRewrite;
import dev.gatehouse.routing.resource.HttpRouteMatch;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.HttpRouteTimeouts;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.ValueMatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of a HTTPRoute in neutral form, their filters folded into their effect. */
final class HttpRouteRules {
    private final ServicePorts services;
    private final Extensions extensions;
    private final List<Problem> problems;

    HttpRouteRules(ServicePorts services, Extensions extensions, List<Problem> problems) {
        this.services = services;
        this.extensions = extensions;
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
        Findings findings = new Findings();
        for (int i = 0; i < route.rules().size(); i++) {
            HttpRouteRule rule = route.rules().get(i);
            FieldPath field = FieldPath.ROOT.field("spec").field("rules").index(i);
            Origin origin = new Origin(
                    route.ref(),
                    route.metadata().creationTimestamp(),
                    i,
                    rule.name(),
                    route.metadata().source());
            findings.rule = i;
            List<RuleMatch> matches = matches(route, rule, field.field("matches"), findings);
            RuleAction action = action(route, rule, field, findings);
            if (!matches.isEmpty()) {
                rules.add(new RoutingRule(origin, List.of(HostPattern.ANY), matches, action));
            } else {
                findings.invalidRules.add(i);
            }
        }
        return new Outcome(rules, findings.of(route.rules().size()));
    }

    /** {@link RouteFindings} while they are found. */
    private static final class Findings {
        final SortedSet<Integer> invalidRules = new TreeSet<>();
        final List<Refusal> invalid = new ArrayList<>();
        final List<Refusal> brokenReferences = new ArrayList<>();
        int rule;

        void unsupported(String message) {
            invalidRules.add(rule);
            part(message);
        }

        /** A part of the rule, without which the rest goes on. */
        void part(String message) {
            invalid.add(new Refusal("UnsupportedValue", "rules[" + rule + "]: " + message));
        }

        void broken(Unusable backend) {
            brokenReferences.add(new Refusal(backend.reason(), "rules[" + rule + "]: " + backend.message()));
        }

        RouteFindings of(int rules) {
            return new RouteFindings(rules, List.copyOf(invalidRules), invalid, brokenReferences);
        }
    }

    private List<RuleMatch> matches(HttpRoute route, HttpRouteRule rule, FieldPath field, Findings findings) {
        List<RuleMatch> matches = new ArrayList<>();
        for (int i = 0; i < rule.matches().size(); i++) {
            HttpRouteMatch match = rule.matches().get(i);
            RuleMatch neutral = new RuleMatch(
                    i,
                    path(match),
                    match.method(),
                    match.headers().stream().map(HttpRouteRules::header).toList(),
                    match.queryParams().stream().map(HttpRouteRules::queryParam).toList());
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

    private static ValueMatch header(HttpHeaderMatch header) {
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

    private RuleAction action(HttpRoute route, HttpRouteRule rule, FieldPath field, Findings findings) {
        Filters filters = new Filters(rule.filters());
        List<BackendShare> shares = shares(route, rule, filters, field.field("backendRefs"), findings);
        if (filters.unsupported != null) {
            findings.unsupported(filters.unsupported);
            return new Fail(500, filters.unsupported);
        }
        RequestRedirect redirect = filters.redirect;
        if (redirect != null) {
            return new RedirectTo(
                    redirect.statusCode(),
                    redirect.scheme(),
                    text(redirect.hostname()),
                    redirect.port(),
                    rewrite(redirect.path()));
        }
        if (rule.backendRefs().isEmpty()) {
            problems.add(Problems.error(
                    "rule-without-backend",
                    route,
                    field.field("backendRefs"),
                    "found none (expected at least one backend or a RequestRedirect filter); the rule answers 500"));
            return new Fail(500, "the rule has no backend");
        }
        HttpRouteTimeouts timeouts = rule.timeouts();
        ForwardTo forward = new ForwardTo(
                shares,
                timeouts == null ? null : timeouts.request(),
                timeouts == null ? null : timeouts.backendRequest());
        if (forward.totalWeight() == 0) {
            problems.add(Problems.error(
                    "all-weights-zero",
                    route,
                    field.field("backendRefs"),
                    "found the weight 0 everywhere (expected one above 0); the rule answers 500"));
            return new Fail(500, "every backend of the rule has the weight 0");
        }
        return forward;
    }

    private List<BackendShare> shares(
            HttpRoute route, HttpRouteRule rule, Filters filters, FieldPath field, Findings findings) {
        List<BackendShare> shares = new ArrayList<>();
        for (int i = 0; i < rule.backendRefs().size(); i++) {
            shares.add(share(route, rule.backendRefs().get(i), filters, field.index(i), findings));
        }
        return shares;
    }

    private BackendShare share(
            HttpRoute route, HttpBackendRef reference, Filters rule, FieldPath field, Findings findings) {
        Backend backend = services.resolve(route, reference.backend(), field);
        if (backend instanceof Unusable broken) {
            findings.broken(broken);
        }
        Filters own = new Filters(reference.filters());
        if (own.unsupported != null) {
            findings.part(own.unsupported);
            backend = new Unusable(500, "UnsupportedValue", own.unsupported);
        } else if (own.redirect != null) {
            Unusable redirecting = new Unusable(500, "UnsupportedValue", "a redirect on a backend is not supported");
            findings.part(redirecting.message());
            backend = redirecting;
        }
        List<HeaderEdits> request = new ArrayList<>(rule.requestEdits);
        request.addAll(own.requestEdits);
        List<HeaderEdits> response = new ArrayList<>(own.responseEdits);
        response.addAll(rule.responseEdits);
        UrlRewrite ruleRewrite = rule.rewrite;
        UrlRewrite ownRewrite = own.rewrite;
        String hostname = ownRewrite != null && ownRewrite.hostname() != null
                ? text(ownRewrite.hostname())
                : ruleRewrite == null ? null : text(ruleRewrite.hostname());
        PathRewrite path = ownRewrite != null && ownRewrite.path() != null
                ? rewrite(ownRewrite.path())
                : ruleRewrite == null ? null : rewrite(ruleRewrite.path());
        return new BackendShare(reference.weight(), backend, request, response, hostname, path);
    }

    private static @Nullable String text(@Nullable Hostname hostname) {
        return hostname == null ? null : hostname.text();
    }

    private static @Nullable PathRewrite rewrite(@Nullable HttpPathModifier modifier) {
        if (modifier instanceof HttpPathModifier.ReplaceFullPath full) {
            return new PathRewrite.Full(full.value());
        }
        return modifier instanceof HttpPathModifier.ReplacePrefixMatch prefix
                ? new PathRewrite.Prefix(prefix.value())
                : null;
    }

    /** A list of filters, sorted by what they do; the decoder has refused those that may not stand together. */
    private static final class Filters {
        final List<HeaderEdits> requestEdits = new ArrayList<>();
        final List<HeaderEdits> responseEdits = new ArrayList<>();

        @Nullable
        RequestRedirect redirect;

        @Nullable
        UrlRewrite rewrite;

        @Nullable
        String unsupported;

        Filters(List<HttpRouteFilter> filters) {
            for (HttpRouteFilter filter : filters) {
                if (filter instanceof RequestHeaderModifier modifier) {
                    requestEdits.add(edits(modifier.edits()));
                } else if (filter instanceof ResponseHeaderModifier modifier) {
                    responseEdits.add(edits(modifier.edits()));
                } else if (filter instanceof RequestRedirect found) {
                    redirect = found;
                } else if (filter instanceof UrlRewrite found) {
                    rewrite = found;
                } else {
                    // A record of this interface bears the name of its type.
                    unsupported = "the filter " + filter.getClass().getSimpleName()
                            + " is not supported, and a rule is never served without one of its filters";
                }
            }
        }

        private static HeaderEdits edits(HttpHeaderFilter filter) {
            return new HeaderEdits(fields(filter.set()), fields(filter.add()), filter.remove());
        }

        private static List<Field> fields(List<HttpHeaderFilter.HttpHeader> headers) {
            return headers.stream()
                    .map(header -> new Field(header.name(), header.value()))
                    .toList();
        }
    }
}
