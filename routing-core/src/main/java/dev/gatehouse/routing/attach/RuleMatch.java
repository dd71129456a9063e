package dev.gatehouse.routing.attach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a rule: all parts must hold.
 *
 * @param index its position in the rule, from 0
 * @param path every path where {@code grpc} is there
 * @param method null: any
 * @param grpc null for a rule of a HTTPRoute or an Ingress
 */
public record RuleMatch(
        int index,
        PathMatch path,
        @Nullable String method,
        List<ValueMatch> headers,
        List<ValueMatch> queryParams,
        @Nullable GrpcMethod grpc) {
    public RuleMatch {
        headers = List.copyOf(headers);
        queryParams = List.copyOf(queryParams);
    }

    /** One for any HTTP request. */
    public RuleMatch(
            int index,
            PathMatch path,
            @Nullable String method,
            List<ValueMatch> headers,
            List<ValueMatch> queryParams) {
        this(index, path, method, headers, queryParams, null);
    }

    /** One for gRPC requests ({@code GRPCRoute.spec.rules[].matches[]}). */
    public static RuleMatch grpc(int index, GrpcMethod method, List<ValueMatch> headers) {
        return new RuleMatch(index, new PathMatch(PathMatch.Kind.PREFIX, "/"), null, headers, List.of(), method);
    }

    /** One that asks for nothing but the path. */
    public static RuleMatch of(int index, PathMatch path) {
        return new RuleMatch(index, path, null, List.of(), List.of());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (method != null) {
            text.append(method).append(' ');
        }
        text.append(grpc != null ? grpc : path);
        headers.forEach(header -> text.append(" header ").append(header));
        queryParams.forEach(parameter -> text.append(" query ").append(parameter));
        return text.toString();
    }
}
