package dev.gatehouse.netty.codec;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request of a stream of HTTP/2 or HTTP/3 in the terms of HTTP/1.1: without connection and framing fields of its own, but with
 * {@code Transfer-Encoding: chunked} where content follows whose length was not told. An extended {@code CONNECT} (RFC 8441) is a GET
 * with {@code Upgrade}.
 */
public final class Http2Request extends DefaultHttpRequest {
    private final @Nullable String authority;
    private final String protocol;

    Http2Request(HttpMethod method, String path, HttpHeaders headers, @Nullable String authority, String protocol) {
        // Whether target and method are well-formed is for whoever decides: there is one policy for all versions.
        super(HttpVersion.HTTP_1_1, method, path, headers, false);
        this.authority = authority;
        this.protocol = protocol;
    }

    /** What the client speaks: {@code HTTP/2} or {@code HTTP/3}. */
    public String protocol() {
        return protocol;
    }

    /** {@code :authority}; null where there is none. */
    public @Nullable String authority() {
        return authority;
    }
}
