package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that the kit's client sends.
 *
 * @param gateway the Gateway that it is sent to; null: the front end of the Ingresses
 * @param port the port number in the resources, not that of a socket
 * @param tls whether over TLS
 * @param serverName the server name (SNI) of the handshake; null where there is no TLS, or no name
 * @param http2 whether by HTTP/2, with {@code :authority} in place of the Host header
 * @param host the Host header; null: the address of the front end, with the port where it is not the scheme's own
 * @param target path and query, byte for byte
 * @param headers without Host
 */
public record HttpCall(
        @Nullable GatewayName gateway,
        int port,
        boolean tls,
        @Nullable String serverName,
        boolean http2,
        String method,
        @Nullable String host,
        String target,
        List<HeaderLine> headers) {
    public HttpCall {
        headers = List.copyOf(headers);
    }

    /** Names a Gateway. */
    public record GatewayName(String namespace, String name) {}

    HttpCall with(HeaderLine line) {
        List<HeaderLine> more = new ArrayList<>(headers);
        more.add(line);
        return new HttpCall(gateway, port, tls, serverName, http2, method, host, target, more);
    }

    /** Such as {@code GET https://example.com/path}. */
    @Override
    public String toString() {
        return method + " " + (tls ? "https" : "http") + "://" + (host == null ? "(address)" : host) + target;
    }
}
