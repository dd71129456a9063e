package dev.gatehouse.routing.resource;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code HTTPRoute}: {@code spec} and its rules. */
final class HttpRouteDecoder {
    private static final Choice<String> DEFAULT_GATEWAYS = Choice.of("All", "None");

    private HttpRouteDecoder() {}

    static HttpRoute decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new HttpRoute(metadata, List.of(), List.of(), List.of());
        }
        List<ParentReference> parents = spec.objects("parentRefs", ApiLimits.PARENT_REFS, References::parent);
        References.checkParents(parents, metadata.namespace(), spec);
        List<Hostname> hostnames = Hostnames.readAll(spec, "hostnames", ApiLimits.HOSTNAMES);
        spec.experimental("useDefaultGateways", "the route attaches to its parentRefs only");
        spec.choice("useDefaultGateways", DEFAULT_GATEWAYS);
        return new HttpRoute(metadata, parents, hostnames, rules(spec));
    }

    private static List<HttpRouteRule> rules(FieldReader spec) {
        if (!spec.has("rules")) {
            spec.value("rules");
            return List.of(new HttpRouteRule(null, HttpRouteMatchDecoder.EVERYTHING, List.of(), List.of(), null));
        }
        Set<String> names = new HashSet<>();
        List<HttpRouteRule> rules = spec.requiredObjects("rules", ApiLimits.RULES, rule -> rule(rule, names));
        int matches = 0;
        for (HttpRouteRule rule : rules) {
            matches += rule.matches().size();
        }
        if (matches > ApiLimits.MATCHES_PER_ROUTE) {
            spec.problems()
                    .error(
                            "matches-over-limit",
                            spec.path("rules"),
                            "found " + matches + " matches in all rules (expected: at most "
                                    + ApiLimits.MATCHES_PER_ROUTE + ")");
        }
        return rules;
    }

    private static HttpRouteRule rule(FieldReader rule, Set<String> names) {
        String name = rule.text("name", Names.SECTION_NAME);
        if (name != null && !name.isEmpty() && !names.add(name)) {
            rule.problems()
                    .hint(
                            "route-name-reused",
                            rule.path("name"),
                            "found " + Found.quoted(name) + " twice (expected: unique names of rules)");
        }
        List<HttpRouteMatch> matches = HttpRouteMatchDecoder.decode(rule);
        boolean prefix = matches.size() == 1 && matches.get(0).path().type() == HttpPathMatch.Type.PATH_PREFIX;
        List<HttpRouteFilter> filters = HttpRouteFilterDecoder.decode(rule, prefix);
        List<HttpBackendRef> backends =
                rule.objects("backendRefs", ApiLimits.BACKEND_REFS, backend -> backendRef(backend, prefix));
        if (rule.sizeOf("backendRefs") > 0 && redirects(filters)) {
            rule.problems()
                    .error(
                            "redirect-with-backend",
                            rule.path("backendRefs"),
                            "found backendRefs beside a RequestRedirect filter (expected: one of the two)");
        }
        HttpRouteTimeouts timeouts = timeouts(rule.object("timeouts"));
        HttpRouteExtras.checkRule(rule);
        return new HttpRouteRule(name, matches, filters, backends, timeouts);
    }

    private static HttpBackendRef backendRef(FieldReader backend, boolean prefix) {
        return new HttpBackendRef(
                References.backend(backend),
                backend.integer("weight", 0, ApiLimits.MAX_WEIGHT, 1),
                HttpRouteFilterDecoder.decode(backend, prefix));
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
        Duration request = duration(timeouts, "request");
        Duration backendRequest = duration(timeouts, "backendRequest");
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

    private static @Nullable Duration duration(FieldReader fields, String field) {
        String text = fields.text(field, GatewayDuration.RULE);
        return text == null ? null : GatewayDuration.parse(text);
    }
}
