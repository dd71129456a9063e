package dev.gatehouse.routing.resource;

import java.util.List;
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
     * {@code type: RequestMirror} (GEP-3171).
     *
     * @param numerator of {@code denominator} requests so many are copied: {@code percent} of 100, {@code fraction}, or all
     */
    record RequestMirror(BackendObjectReference backendRef, int numerator, int denominator)
            implements HttpRouteFilter {}

    /**
     * {@code type: CORS} (GEP-1767).
     *
     * @param allowOrigins {@code *} alone, or origins, whose hosts may be wildcards; empty: none is allowed
     * @param allowMethods {@code *} alone, or methods
     * @param allowHeaders {@code *} alone, or header names
     * @param exposeHeaders header names, or {@code *}
     * @param maxAge in seconds, at least 1; 5 where absent
     */
    record Cors(
            List<String> allowOrigins,
            boolean allowCredentials,
            List<String> allowMethods,
            List<String> allowHeaders,
            List<String> exposeHeaders,
            int maxAge)
            implements HttpRouteFilter {
        public Cors {
            allowOrigins = List.copyOf(allowOrigins);
            allowMethods = List.copyOf(allowMethods);
            allowHeaders = List.copyOf(allowHeaders);
            exposeHeaders = List.copyOf(exposeHeaders);
        }
    }

    /**
     * {@code type: ExternalAuth} (GEP-1494, experimental).
     *
     * @param allowedHeaders of the request, beside those that are always sent
     * @param path {@code http.path}: stands before the request's; empty for none, and for gRPC
     * @param allowedResponseHeaders of the answer, for the backend; empty: all
     * @param maxBodySize {@code forwardBody.maxSize} in bytes; 0: the body is not sent
     */
    record ExternalAuth(
            BackendObjectReference backendRef,
            Protocol protocol,
            List<String> allowedHeaders,
            String path,
            List<String> allowedResponseHeaders,
            int maxBodySize)
            implements HttpRouteFilter {
        public ExternalAuth {
            allowedHeaders = List.copyOf(allowedHeaders);
            allowedResponseHeaders = List.copyOf(allowedResponseHeaders);
        }

        /** {@code protocol}. */
        public enum Protocol {
            HTTP,
            GRPC
        }
    }

    /** {@code type: ExtensionRef}: a filter that the embedding program has registered, in the route's own namespace. */
    record ExtensionRef(ObjectRef ref) implements HttpRouteFilter {}
}
