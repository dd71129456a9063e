package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code HTTPRoute.spec.rules[]}.
 *
 * @param name null where absent
 * @param matches at least one: any of them selects the rule
 * @param filters in the order written
 * @param backendRefs in the order written, may be empty
 * @param timeouts null where absent
 * @param retry null where absent (experimental)
 * @param sessionPersistence null where absent (experimental)
 */
public record HttpRouteRule(
        @Nullable String name,
        List<HttpRouteMatch> matches,
        List<HttpRouteFilter> filters,
        List<HttpBackendRef> backendRefs,
        @Nullable HttpRouteTimeouts timeouts,
        @Nullable HttpRouteRetry retry,
        @Nullable SessionPersistence sessionPersistence) {
    public HttpRouteRule {
        matches = List.copyOf(matches);
        filters = List.copyOf(filters);
        backendRefs = List.copyOf(backendRefs);
    }

    /** One of the standard channel. */
    public HttpRouteRule(
            @Nullable String name,
            List<HttpRouteMatch> matches,
            List<HttpRouteFilter> filters,
            List<HttpBackendRef> backendRefs,
            @Nullable HttpRouteTimeouts timeouts) {
        this(name, matches, filters, backendRefs, timeouts, null, null);
    }
}
