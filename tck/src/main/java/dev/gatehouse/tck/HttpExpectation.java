package dev.gatehouse.tck;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code expect} of a step. What is empty or null asks for nothing.
 *
 * @param statuses of which one must come
 * @param statusesNot that must not come; a response must
 * @param rejected whether no response may come
 * @param backend with which the name of the pod that answered begins
 * @param namespace of that pod
 * @param noBackend whether the front end must have answered by itself
 * @param responseHeaders name to what is expected of it
 * @param ignoreSpaces whether spaces within response headers count
 * @param protocol the HTTP version of the answer
 */
record HttpExpectation(
        List<Integer> statuses,
        List<Integer> statusesNot,
        boolean rejected,
        @Nullable String backend,
        @Nullable String namespace,
        boolean noBackend,
        @Nullable BackendRequest backendRequest,
        Map<String, Object> responseHeaders,
        List<String> absentResponseHeaders,
        boolean ignoreSpaces,
        @Nullable Redirect redirect,
        @Nullable String protocol) {
    /** Whether some backend must have answered. */
    boolean wantsBackend() {
        return backend != null || namespace != null || backendRequest != null;
    }

    /** The same, with another text for a mark in the path that the backend must have received. */
    HttpExpectation replacing(String mark, String text) {
        BackendRequest received = backendRequest;
        String path = received == null ? null : received.path;
        if (received == null || path == null || !path.contains(mark)) {
            return this;
        }
        return new HttpExpectation(
                statuses,
                statusesNot,
                rejected,
                backend,
                namespace,
                noBackend,
                new BackendRequest(
                        received.method,
                        received.host,
                        path.replace(mark, text),
                        received.headers,
                        received.absentHeaders,
                        received.headerNamesBackend),
                responseHeaders,
                absentResponseHeaders,
                ignoreSpaces,
                redirect,
                protocol);
    }

    /**
     * What the backend must have received.
     *
     * @param path with its query
     * @param headerNamesBackend a header with one value, with which the name of the pod begins
     */
    record BackendRequest(
            @Nullable String method,
            @Nullable String host,
            @Nullable String path,
            Map<String, Object> headers,
            List<String> absentHeaders,
            @Nullable String headerNamesBackend) {}

    /**
     * Where a redirect must lead.
     *
     * @param port a number, or {@code default}
     */
    record Redirect(
            @Nullable String scheme,
            @Nullable String host,
            @Nullable String port,
            @Nullable String path) {}
}
