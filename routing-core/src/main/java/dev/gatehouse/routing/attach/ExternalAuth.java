package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;

/**
 * A service that is asked whether a request may go on ({@code HTTPExternalAuthFilter}, GEP-1494).
 *
 * @param allowedHeaders names, in lower case, of the request's headers that it is shown, beside those that it always gets; for gRPC,
 *     empty is all
 * @param path stands before the request's path; empty for none, and for gRPC
 * @param allowedResponseHeaders names, in lower case, of its answer's headers that the backend gets; empty: all
 * @param maxBodySize how many bytes of the body it is shown; 0: none. A request with more is refused with 413
 */
public record ExternalAuth(
        ServiceBackend backend,
        Protocol protocol,
        List<String> allowedHeaders,
        String path,
        List<String> allowedResponseHeaders,
        int maxBodySize) {
    public ExternalAuth {
        allowedHeaders = List.copyOf(allowedHeaders);
        allowedResponseHeaders = List.copyOf(allowedResponseHeaders);
    }

    /** What the service speaks. */
    public enum Protocol {
        /** Plain HTTP: 200 allows, everything else refuses. */
        HTTP,
        /** {@code envoy.service.auth.v3.Authorization/Check}. */
        GRPC
    }
}
