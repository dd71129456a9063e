package dev.gatehouse.tck.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrives at a backend.
 *
 * @param host the Host header or {@code :authority}; empty where there is none
 * @param target path and query, not decoded
 * @param headers without Host, one for each line
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}; null where it came without a connection
 * @param tls null where it came without TLS, or without a connection
 * @param bodySize in bytes
 */
public record Arrival(
        String method,
        String host,
        String target,
        List<HeaderLine> headers,
        @Nullable String protocol,
        @Nullable ArrivedTls tls,
        long bodySize) {
    public Arrival {
        headers = List.copyOf(headers);
    }

    /** One that came without a connection. */
    public static Arrival of(String method, String host, String target, List<HeaderLine> headers, long bodySize) {
        return new Arrival(method, host, target, headers, null, null, bodySize);
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
