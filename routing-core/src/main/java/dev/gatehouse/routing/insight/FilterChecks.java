package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.HttpHeaderFilter;
import dev.gatehouse.routing.resource.HttpPathModifier;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteRetry;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.HttpRouteTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters, timeouts and retries of HTTPRoutes. */
final class FilterChecks {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Set<String> NOT_IDEMPOTENT = Set.of("POST", "PATCH");

    private FilterChecks() {}

    static void run(Scene scene, Report report) {
        for (HttpRoute route : scene.httpRoutes()) {
            for (int i = 0; i < route.rules().size(); i++) {
                HttpRouteRule rule = route.rules().get(i);
                FieldPath field = SPEC.field("rules").index(i);
                for (int j = 0; j < rule.filters().size(); j++) {
                    filter(
                            report,
                            route,
                            rule,
                            rule.filters().get(j),
                            field.field("filters").index(j));
                }
                if (rule.timeouts() != null) {
                    timeouts(report, route, rule.timeouts(), field.field("timeouts"));
                }
                if (rule.retry() != null) {
                    retry(report, route, rule, rule.retry(), field);
                }
            }
        }
    }

    private static void filter(
            Report report, HttpRoute route, HttpRouteRule rule, HttpRouteFilter filter, FieldPath field) {
        if (filter instanceof HttpRouteFilter.RequestHeaderModifier modifier) {
            headers(report, route, modifier.edits(), field.field("requestHeaderModifier"));
        } else if (filter instanceof HttpRouteFilter.ResponseHeaderModifier modifier) {
            headers(report, route, modifier.edits(), field.field("responseHeaderModifier"));
        } else if (filter instanceof HttpRouteFilter.UrlRewrite rewrite) {
            path(report, route, rewrite.path(), field.field("urlRewrite").field("path"));
        } else if (filter instanceof HttpRouteFilter.RequestRedirect redirect) {
            path(report, route, redirect.path(), field.field("requestRedirect").field("path"));
        } else if (filter instanceof HttpRouteFilter.Cors cors) {
            cors(report, route, rule, cors, field.field("cors"));
        }
    }

    private static void headers(Report report, HttpRoute route, HttpHeaderFilter edits, FieldPath field) {
        List<String> names = new ArrayList<>(edits.remove());
        edits.set().forEach(header -> names.add(header.name()));
        edits.add().forEach(header -> names.add(header.name()));
        for (String name : names) {
            if (HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                report.add("header-hop-by-hop", route, field, "found " + name + ", a header of the connection");
            }
        }
    }

    private static void path(Report report, HttpRoute route, @Nullable HttpPathModifier path, FieldPath field) {
        boolean full = path instanceof HttpPathModifier.ReplaceFullPath;
        String value = path instanceof HttpPathModifier.ReplaceFullPath whole
                ? whole.value()
                : path instanceof HttpPathModifier.ReplacePrefixMatch prefix ? prefix.value() : "";
        if (!value.isEmpty() && !value.startsWith("/")) {
            FieldPath place = field.field(full ? "replaceFullPath" : "replacePrefixMatch");
            report.add(
                    "rewrite-missing-slash",
                    route,
                    place,
                    "found \"" + value + "\" (expected: a leading slash)",
                    new Change.Put(route.ref(), place, "/" + value));
        }
    }

    private static void cors(
            Report report, HttpRoute route, HttpRouteRule rule, HttpRouteFilter.Cors cors, FieldPath field) {
        if (cors.allowCredentials() && cors.allowOrigins().contains("*")) {
            report.add(
                    "cors-wildcard-credentials",
                    route,
                    field.field("allowOrigins"),
                    "found * with allowCredentials",
                    new Change.Put(route.ref(), field.field("allowCredentials"), false));
        }
        boolean taken = rule.matches().stream()
                .anyMatch(match -> (match.method() == null || match.method().equals("OPTIONS"))
                        && match.headers().isEmpty());
        if (!taken) {
            report.add(
                    "cors-preflight-unmatched",
                    route,
                    field,
                    "every match of the rule asks for a method or a header that a preflight does not have");
        }
    }

    private static void timeouts(Report report, HttpRoute route, HttpRouteTimeouts timeouts, FieldPath field) {
        if (Duration.ZERO.equals(timeouts.request())) {
            report.add(
                    "timeout-disabled",
                    route,
                    field.field("request"),
                    "found 0s, which is no limit",
                    new Change.Put(route.ref(), field.field("request"), "30s"));
        }
        if (Duration.ZERO.equals(timeouts.backendRequest())) {
            report.add(
                    "timeout-disabled",
                    route,
                    field.field("backendRequest"),
                    "found 0s, which is no limit",
                    new Change.Put(route.ref(), field.field("backendRequest"), "10s"));
        }
    }

    private static void retry(
            Report report, HttpRoute route, HttpRouteRule rule, HttpRouteRetry retry, FieldPath field) {
        HttpRouteTimeouts timeouts = rule.timeouts();
        Integer attempts = retry.attempts();
        if (timeouts != null
                && timeouts.request() != null
                && timeouts.backendRequest() != null
                && !timeouts.request().isZero()
                && attempts != null) {
            Duration backoff = retry.backoff() == null ? Duration.ZERO : retry.backoff();
            Duration needed = timeouts.backendRequest().plus(backoff).multipliedBy(attempts);
            if (needed.compareTo(timeouts.request()) > 0) {
                report.add(
                        "retry-exceeds-timeout",
                        route,
                        field.field("retry"),
                        "found " + attempts + " attempts, for which request leaves no time",
                        new Change.Put(
                                route.ref(),
                                field.field("timeouts").field("request"),
                                needed.plus(timeouts.backendRequest()).toMillis() + "ms"));
            }
        }
        if (rule.matches().stream()
                .anyMatch(match -> match.method() == null || NOT_IDEMPOTENT.contains(match.method()))) {
            report.add(
                    "retry-non-idempotent",
                    route,
                    field.field("retry"),
                    "found retries in a rule that takes POST and PATCH");
        }
    }
}
