package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpCall.GatewayName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code request} of a step, as the case file says it.
 *
 * @param gateway null where a case about Ingress names none
 * @param listener of the Gateway, where one is meant
 * @param port null where none is given
 * @param host null: the address of the front end
 * @param path with its query; may hold <code>${uuid}</code>
 * @param followsRedirect whether a redirect would be followed
 */
record HttpRequest(
        @Nullable GatewayName gateway,
        @Nullable String listener,
        @Nullable Integer port,
        String method,
        boolean tls,
        @Nullable String host,
        String path,
        List<HeaderLine> headers,
        boolean http2,
        @Nullable String serverName,
        boolean followsRedirect) {
    @Override
    public String toString() {
        return method + " " + (tls ? "https" : "http") + "://" + (host == null ? "(address)" : host) + path;
    }
}
