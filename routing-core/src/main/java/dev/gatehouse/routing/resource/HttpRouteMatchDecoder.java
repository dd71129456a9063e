package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code HTTPRoute.spec.rules[].matches}. */
final class HttpRouteMatchDecoder {
    /** What a rule without matches matches. */
    static final List<HttpRouteMatch> EVERYTHING =
            List.of(new HttpRouteMatch(HttpPathMatch.DEFAULT, List.of(), List.of(), null));

    static final Choice<String> METHODS =
            Choice.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final Choice<HttpPathMatch.Type> PATH_TYPES = Choice.of(HttpPathMatch.Type.class);
    private static final Choice<ValueMatchType> VALUE_TYPES = Choice.of(ValueMatchType.class);
    private static final int MAX_PATH = 1024;
    private static final TextRule PATH_VALUE = TextRule.length(0, MAX_PATH);
    private static final TextRule LITERAL_PATH = new TextRule(
            PathRules.ROUTE_PATH.expected() + ", up to " + MAX_PATH + " characters",
            text -> text.length() <= MAX_PATH && PathRules.ROUTE_PATH.accepts().test(text));
    private static final TextRule QUERY_VALUE = TextRule.length(1, 1024);

    private HttpRouteMatchDecoder() {}

    static List<HttpRouteMatch> decode(FieldReader rule) {
        List<HttpRouteMatch> matches = rule.objects("matches", ApiLimits.UNBOUNDED, HttpRouteMatchDecoder::match);
        rule.checkCount("matches-over-limit", "matches", matches.size(), ApiLimits.MATCHES_PER_RULE);
        return matches.isEmpty() ? EVERYTHING : matches;
    }

    private static HttpRouteMatch match(FieldReader match) {
        FieldReader path = match.object("path");
        return new HttpRouteMatch(
                path == null ? HttpPathMatch.DEFAULT : path(path),
                HeaderMatchDecoder.decode(match),
                queryParams(match),
                match.choice("method", METHODS));
    }

    private static HttpPathMatch path(FieldReader path) {
        boolean typed = path.has("type");
        HttpPathMatch.Type type = path.choice("type", PATH_TYPES);
        if (type == null && !typed) {
            type = HttpPathMatch.Type.PATH_PREFIX;
        }
        boolean literal = type != null && type != HttpPathMatch.Type.REGULAR_EXPRESSION;
        String value = path.text("value", literal ? LITERAL_PATH : PATH_VALUE, "/");
        return new HttpPathMatch(type == null ? HttpPathMatch.Type.PATH_PREFIX : type, value);
    }

    private static List<HttpQueryParamMatch> queryParams(FieldReader match) {
        if (!match.has("queryParams")) {
            match.value("queryParams");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        return match.objects("queryParams", ApiLimits.QUERY_PARAM_MATCHES, param -> queryParam(param, names));
    }

    private static HttpQueryParamMatch queryParam(FieldReader param, Set<String> names) {
        ValueMatchType type = param.choice("type", VALUE_TYPES, ValueMatchType.EXACT);
        String name = param.requiredText("name", Names.HEADER_NAME);
        if (!name.isEmpty() && !names.add(name)) {
            param.duplicate(name, param.path("name"));
        }
        return new HttpQueryParamMatch(type, name, param.requiredText("value", QUERY_VALUE));
    }
}
