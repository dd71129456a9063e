package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GRPCRoute.spec.rules[].matches}. */
final class GrpcRouteMatchDecoder {
    private static final int MAX_LENGTH = 1024;
    private static final Choice<ValueMatchType> TYPES = Choice.of(ValueMatchType.class);
    private static final TextRule EXPRESSION = TextRule.length(0, MAX_LENGTH);
    private static final TextRule SERVICE = new TextRule(
            "a gRPC service such as shop.v1.Cart: words of letters, digits and '_' with '.' between them",
            text -> text.length() <= MAX_LENGTH && isService(text));
    private static final TextRule METHOD = new TextRule(
            "a gRPC method: letters, digits and '_', no digit first",
            text -> text.length() <= MAX_LENGTH && isWord(text, 0, text.length()));

    private GrpcRouteMatchDecoder() {}

    static List<GrpcRouteMatch> decode(FieldReader rule) {
        List<GrpcRouteMatch> matches = rule.objects("matches", ApiLimits.UNBOUNDED, GrpcRouteMatchDecoder::match);
        rule.checkCount("matches-over-limit", "matches", matches.size(), ApiLimits.MATCHES_PER_RULE);
        return matches;
    }

    private static GrpcRouteMatch match(FieldReader match) {
        FieldReader method = match.object("method");
        return new GrpcRouteMatch(method == null ? null : method(method), HeaderMatchDecoder.decode(match));
    }

    private static @Nullable GrpcMethodMatch method(FieldReader method) {
        boolean typed = method.has("type");
        ValueMatchType type = method.choice("type", TYPES);
        if (type == null && !typed) {
            type = ValueMatchType.EXACT;
        }
        boolean literal = type == ValueMatchType.EXACT;
        String service = method.text("service", literal ? SERVICE : EXPRESSION);
        String name = method.text("method", literal ? METHOD : EXPRESSION);
        if (service == null && name == null) {
            method.problems()
                    .error(
                            "required-field",
                            method.path(),
                            Found.instead(null, "expected: service, method or both of them"));
        }
        return type == null ? null : new GrpcMethodMatch(type, service, name);
    }

    /** Words with a '.' between them, and perhaps one before. */
    private static boolean isService(String text) {
        int start = text.startsWith(".") ? 1 : 0;
        for (int dot = text.indexOf('.', start); dot >= 0; dot = text.indexOf('.', start)) {
            if (!isWord(text, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isWord(text, start, text.length());
    }

    private static boolean isWord(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == start || c < '0' || c > '9')) {
                return false;
            }
        }
        return start < end;
    }
}
