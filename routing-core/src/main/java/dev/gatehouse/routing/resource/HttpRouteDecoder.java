package dev.gatehouse.routing.resource;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code HTTPRoute}: {@code spec} and its rules. */
final class HttpRouteDecoder {
    private HttpRouteDecoder() {}

    static HttpRoute decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new HttpRoute(metadata, List.of(), List.of(), List.of());
        }
        RouteParents parents = RouteParents.read(spec, metadata.namespace());
        return new HttpRoute(
                metadata,
                parents.references(),
                parents.useDefaultGateways(),
                Hostnames.readAll(spec, "hostnames", ApiLimits.HOSTNAMES),
                rules(spec, metadata.namespace()));
    }

    private static List<HttpRouteRule> rules(FieldReader spec, String namespace) {
        if (!spec.has("rules")) {
            spec.value("rules");
            return List.of(new HttpRouteRule(null, HttpRouteMatchDecoder.EVERYTHING, List.of(), List.of(), null));
        }
        RuleNames names = new RuleNames();
        List<HttpRouteRule> rules =
                spec.requiredObjects("rules", ApiLimits.RULES, rule -> rule(rule, names, namespace));
        int matches = 0;
        for (HttpRouteRule rule : rules) {
            matches += rule.matches().size();
        }
        spec.checkMatches(matches);
        return rules;
    }

    private static HttpRouteRule rule(FieldReader rule, RuleNames names, String namespace) {
        String name = names.read(rule);
        List<HttpRouteMatch> matches = HttpRouteMatchDecoder.decode(rule);
        boolean prefix = matches.size() == 1 && matches.get(0).path().type() == HttpPathMatch.Type.PATH_PREFIX;
        List<HttpRouteFilter> filters = HttpRouteFilterDecoder.ofHttpRoute(rule, namespace, prefix);
        List<HttpBackendRef> backends =
                rule.objects("backendRefs", ApiLimits.BACKEND_REFS, backend -> backendRef(backend, namespace, prefix));
        if (rule.sizeOf("backendRefs") > 0 && redirects(filters)) {
            rule.problems()
                    .error(
                            "redirect-with-backend",
                            rule.path("backendRefs"),
                            "found backendRefs beside a RequestRedirect filter (expected: one of the two)");
        }
        HttpRouteTimeouts timeouts = timeouts(rule.object("timeouts"));
        FieldReader retry = rule.object("retry");
        FieldReader session = rule.object("sessionPersistence");
        return new HttpRouteRule(
                name,
                matches,
                filters,
                backends,
                timeouts,
                retry == null ? null : HttpRouteRetryDecoder.decode(retry),
                session == null ? null : SessionPersistenceDecoder.decode(session));
    }

    private static HttpBackendRef backendRef(FieldReader backend, String namespace, boolean prefix) {
        BackendRef reference = References.weightedBackend(backend);
        return new HttpBackendRef(
                reference.backend(),
                reference.weight(),
                HttpRouteFilterDecoder.ofHttpRoute(backend, namespace, prefix));
    }

    private static boolean redirects(List<HttpRouteFilter> filters) {
        for (HttpRouteFilter filter : filters) {
            if (filter instanceof HttpRouteFilter.RequestRedirect) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable HttpRouteTimeouts timeouts(@Nullable FieldReader timeouts) {
        if (timeouts == null) {
            return null;
        }
        Duration request = GatewayDuration.read(timeouts, "request");
        Duration backendRequest = GatewayDuration.read(timeouts, "backendRequest");
        if (request != null && backendRequest != null && !request.isZero() && backendRequest.compareTo(request) > 0) {
            timeouts.problems()
                    .error(
                            "timeout-order",
                            timeouts.path("backendRequest"),
                            "found " + backendRequest.toMillis() + "ms (expected: at most the " + request.toMillis()
                                    + "ms of request)");
        }
        return new HttpRouteTimeouts(request, backendRequest);
    }
}
