package dev.gatehouse.tck;

import java.time.Duration;
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
 * @param ignoreSpaces whether spaces within response headers do not count
 * @param body text that the body must contain
 * @param absentCookies names that must not be set
 * @param sideRequests that other backends must have received because of this one
 * @param absentSideRequests that none may have received
 * @param protocol the HTTP version of the answer
 * @param timeoutAtMost how long the answer may take
 * @param certificateRequested whether the front end must ask for a client certificate
 */
record HttpExpectation(
        List<Integer> statuses,
        List<Integer> statusesNot,
        boolean rejected,
        @Nullable String backend,
        @Nullable String namespace,
        boolean noBackend,
        @Nullable BackendRequest backendRequest,
        Map<String, ExpectedValue> responseHeaders,
        List<String> absentResponseHeaders,
        boolean ignoreSpaces,
        @Nullable Redirect redirect,
        @Nullable String body,
        List<WantedCookie> cookies,
        List<String> absentCookies,
        List<SideRequest> sideRequests,
        List<SideRequest> absentSideRequests,
        @Nullable String protocol,
        @Nullable Duration timeoutAtMost,
        boolean certificateRequested) {
    /** The same, with another path that the backend must have received. */
    HttpExpectation withPath(String path) {
        BackendRequest received = backendRequest;
        return received == null
                ? this
                : new HttpExpectation(
                        statuses,
                        statusesNot,
                        rejected,
                        backend,
                        namespace,
                        noBackend,
                        received.withPath(path),
                        responseHeaders,
                        absentResponseHeaders,
                        ignoreSpaces,
                        redirect,
                        body,
                        cookies,
                        absentCookies,
                        sideRequests,
                        absentSideRequests,
                        protocol,
                        timeoutAtMost,
                        certificateRequested);
    }

    /**
     * What the backend must have received.
     *
     * @param path with its query; may hold <code>${uuid}</code>
     * @param headerNamesBackend a header with one value, with which the name of the pod begins
     * @param serverName that the front end sent in its handshake with the backend
     * @param clientCertificate the Secret that it showed there
     * @param protocol the HTTP version that it spoke
     */
    record BackendRequest(
            @Nullable String method,
            @Nullable String host,
            @Nullable String path,
            Map<String, ExpectedValue> headers,
            List<String> absentHeaders,
            @Nullable String headerNamesBackend,
            @Nullable String serverName,
            @Nullable NamespacedName clientCertificate,
            @Nullable String protocol) {
        BackendRequest withPath(String other) {
            return new BackendRequest(
                    method,
                    host,
                    other,
                    headers,
                    absentHeaders,
                    headerNamesBackend,
                    serverName,
                    clientCertificate,
                    protocol);
        }
    }

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

    /**
     * A request to another backend than that which answers.
     *
     * @param backend with which the name of the pod begins
     * @param path with its query
     */
    record SideRequest(
            String backend,
            @Nullable String namespace,
            @Nullable String method,
            @Nullable String path,
            @Nullable String host,
            Map<String, ExpectedValue> headers,
            List<String> absentHeaders,
            @Nullable Integer bodySize) {}
}
