package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/** {@code HTTPRoute.spec.rules[].filters[]} and {@code …backendRefs[].filters[]}. */
public sealed interface HttpRouteFilter {
    /** {@code type: RequestHeaderModifier}. */
    record RequestHeaderModifier(HttpHeaderFilter edits) implements HttpRouteFilter {}

    /** {@code type: ResponseHeaderModifier}. */
    record ResponseHeaderModifier(HttpHeaderFilter edits) implements HttpRouteFilter {}

    /**
     * {@code type: RequestRedirect}.
     *
     * @param scheme {@code http}, {@code https} or null: that of the request
     * @param hostname null: that of the request
     * @param path null: that of the request
     * @param port null: see {@code HTTPRequestRedirectFilter.port}
     * @param statusCode 301, 302, 303, 307 or 308
     */
    record RequestRedirect(
            @Nullable String scheme,
            @Nullable Hostname hostname,
            @Nullable HttpPathModifier path,
            @Nullable Integer port,
            int statusCode)
            implements HttpRouteFilter {}

    /** {@code type: URLRewrite}; null parts stay as they are. */
    record UrlRewrite(@Nullable Hostname hostname, @Nullable HttpPathModifier path) implements HttpRouteFilter {}

    /**
     * A filter that the API knows and Gatehouse cannot carry out yet. A rule that has one is never served without it: it
     * answers 500, and the decoder has reported it.
     *
     * @param type such as {@code RequestMirror}
     */
    record Unsupported(String type) implements HttpRouteFilter {}
}
