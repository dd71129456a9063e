package dev.gatehouse.routing.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter shows of a request: a view of what was received, not a copy. All of it is untrusted. One character stands for
 * one byte (Latin-1), in {@link #target} and in header values alike.
 */
public interface RequestHead {
    /** The method as received. */
    String method();

    /** The request target as received, in any of its four forms (RFC 9112 section 3.2); of HTTP/2 {@code :path}. */
    String target();

    /** {@code :authority} of HTTP/2; null where there is none. */
    default @Nullable String authority() {
        return null;
    }

    /** Whether a missing host is an error: true for HTTP/1.1 (RFC 9112 section 3.2), false for HTTP/1.0 and HTTP/2. */
    default boolean hostRequired() {
        return true;
    }

    /** Whether it came over HTTP/2 or later: only such a request can be gRPC. */
    default boolean http2() {
        return false;
    }

    /** The server name that the client sent in the TLS handshake (SNI), as sent; null where there is none or no TLS. */
    default @Nullable String serverName() {
        return null;
    }

    /**
     * The IP address of the client's end of the connection, or what a trusted proxy in front tells of it in the PROXY protocol; null where
     * there is none. May be made anew by each call.
     */
    default @Nullable String clientAddress() {
        return null;
    }

    /**
     * The values of a header, one for each line received, in order; empty where there is none.
     *
     * @param name in lower case
     */
    List<String> headerLines(String name);

    /**
     * The value of a header, several lines joined with {@code ,} ({@code Cookie} with {@code ; }) as RFC 9110 section 5.3 says; null
     * where there is none.
     *
     * @param name in lower case
     */
    default @Nullable String header(String name) {
        return joined(name, headerLines(name));
    }

    /** Lines of a header as one value, as {@link #header} says. */
    static @Nullable String joined(String name, List<String> lines) {
        return switch (lines.size()) {
            case 0 -> null;
            case 1 -> lines.get(0);
            default -> String.join(name.equals("cookie") ? "; " : ",", lines);
        };
    }
}
