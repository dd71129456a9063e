package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code HTTPRoute.spec.rules[].matches[]}: all parts must hold.
 *
 * @param path {@code PathPrefix /} where absent
 * @param headers entries whose names are equal ignoring case after the first are already left out
 * @param queryParams entries whose names repeat an earlier one are already left out
 * @param method in upper case; null: any
 */
public record HttpRouteMatch(
        HttpPathMatch path,
        List<HttpHeaderMatch> headers,
        List<HttpQueryParamMatch> queryParams,
        @Nullable String method) {
    public HttpRouteMatch {
        headers = List.copyOf(headers);
        queryParams = List.copyOf(queryParams);
    }
}
