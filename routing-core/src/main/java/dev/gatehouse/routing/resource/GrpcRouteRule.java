package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GRPCRoute.spec.rules[]}.
 *
 * @param name null where absent
 * @param matches any of them selects the rule; empty: every gRPC request
 * @param filters in the order written: header modifiers, mirrors and extensions only
 * @param backendRefs in the order written, may be empty
 * @param sessionPersistence null where absent (experimental)
 */
public record GrpcRouteRule(
        @Nullable String name,
        List<GrpcRouteMatch> matches,
        List<HttpRouteFilter> filters,
        List<HttpBackendRef> backendRefs,
        @Nullable SessionPersistence sessionPersistence) {
    public GrpcRouteRule {
        matches = List.copyOf(matches);
        filters = List.copyOf(filters);
        backendRefs = List.copyOf(backendRefs);
    }
}
