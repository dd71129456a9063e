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

    /** Such as {@code grpc foo.Bar/Login} or {@code grpc foo.Bar/*}. */
    @Override
    public String toString() {
        return "grpc " + (pattern ? "~ " : "") + (service == null ? "*" : service) + "/"
                + (method == null ? "*" : method);
    }
}
