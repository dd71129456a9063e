package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GRPCRoute.spec.rules[].matches[]}: method and headers must all hold.
 *
 * @param method null: every method
 */
public record GrpcRouteMatch(@Nullable GrpcMethodMatch method, List<HttpHeaderMatch> headers) {
    public GrpcRouteMatch {
        headers = List.copyOf(headers);
    }
}
