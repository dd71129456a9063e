package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Payload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code request} of a step, as the case file says it.
 *
 * @param handshake null where the scheme has no TLS
 * @param clientAddress that it must seem to come from; null: any
 * @param host null: the address of the front end
 * @param path with its query; may hold <code>${uuid}</code>
 * @param cookies sent as one {@code Cookie} header
 * @param cookieJar under which cookies of the answer are kept, and from which they are sent; null: none
 * @param followsRedirect whether a redirect would be followed
 */
record HttpRequest(
        Destination destination,
        @Nullable Handshake handshake,
        @Nullable String clientAddress,
        boolean http2,
        String method,
        @Nullable String host,
        String path,
        List<HeaderLine> headers,
        Map<String, Object> cookies,
        @Nullable String cookieJar,
        Payload body,
        boolean followsRedirect) {
    @Override
    public String toString() {
        return method + " " + (handshake == null ? "http" : "https") + "://" + (host == null ? "(address)" : host)
                + path;
    }
}
