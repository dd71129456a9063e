package dev.gatehouse.tck.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that the kit's client sends.
 *
 * @param http2 whether by HTTP/2, with {@code :authority} in place of the Host header; without TLS with prior knowledge
 * @param host the Host header; null: the address of the front end, with the port where it is not the scheme's own
 * @param path path and query, byte for byte
 * @param headers without Host
 */
public record HttpCall(
        Target target,
        @Nullable TlsOffer tls,
        @Nullable String clientAddress,
        boolean http2,
        String method,
        @Nullable String host,
        String path,
        List<HeaderLine> headers,
        Payload body)
        implements Call {
    public HttpCall {
        headers = List.copyOf(headers);
    }

    /** One without a body, from any address. */
    public static HttpCall of(
            Target target, @Nullable TlsOffer tls, String method, @Nullable String host, String path) {
        return new HttpCall(target, tls, null, false, method, host, path, List.of(), Payload.NONE);
    }

    /** The same with one header line more. */
    public HttpCall with(HeaderLine line) {
        List<HeaderLine> more = new ArrayList<>(headers);
        more.add(line);
        return new HttpCall(target, tls, clientAddress, http2, method, host, path, more, body);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    /**
     * What the Host header says.
     *
     * @param address of the front end, where the call names no host
     */
    public String hostAt(String address) {
        int own = tls == null ? 80 : 443;
        String named = host;
        return named != null ? named : address + (target.port() == own ? "" : ":" + target.port());
    }

    /** Such as {@code GET https://example.com/path}. */
    @Override
    public String toString() {
        return method + " " + scheme() + "://" + (host == null ? "(address)" : host) + path;
    }
}
