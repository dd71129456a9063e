package dev.gatehouse.routing.attach;

import org.jspecify.annotations.Nullable;

/**
 * What a rule of a GRPCRoute asks of the called method ({@code GRPCMethodMatch}, GEP-1016). Only requests that are gRPC fit, and only paths of
 * exactly two elements.
 *
 * @param pattern whether the two are regular expressions, each for its whole element
 * @param service null: any
 * @param method null: any
 */
public record GrpcMethod(
        boolean pattern, @Nullable String service, @Nullable String method) {
    /** Every gRPC request. */
    public static final GrpcMethod ANY = new GrpcMethod(false, null, null);

    /**
     * One pattern for the whole path that means what the two mean for its two elements: only such paths are asked, so neither can reach over
     * the slash between. Only for a {@link #pattern}.
     */
    public String pathPattern() {
        return "/" + part(service) + "/" + part(method);
    }

    private static String part(@Nullable String pattern) {
        return pattern == null ? "[^/]+" : "(?:" + pattern + ")";
    }

    /** Such as {@code grpc foo.Bar/Login} or {@code grpc foo.Bar/*}. */
    @Override
    public String toString() {
        return "grpc " + (pattern ? "~ " : "") + (service == null ? "*" : service) + "/"
                + (method == null ? "*" : method);
    }
}
