package dev.gatehouse.routing.request;

import org.jspecify.annotations.Nullable;

/** A request in normal form: what is matched, filtered, logged and forwarded. Immutable. */
public final class Request implements Normalized {
    private final RequestHead head;
    private final String host;
    private final String path;
    private final @Nullable String query;

    Request(RequestHead head, String host, String path, @Nullable String query) {
        this.head = head;
        this.host = host;
        this.path = path;
        this.query = query;
    }

    /** The method as received. */
    public String method() {
        return head.method();
    }

    /** The host in lower case, without port, brackets and trailing dot; empty where the request names none. */
    public String host() {
        return host;
    }

    /** The path in normal form: starts with {@code /}, or is {@code *} for {@code OPTIONS *}. */
    public String path() {
        return path;
    }

    /** What follows the first {@code ?}, byte for byte; null where there is no {@code ?}. */
    public @Nullable String query() {
        return query;
    }

    /** The value of a header, as {@link RequestHead#header}. */
    public @Nullable String header(String name) {
        return head.header(name);
    }

    /** What the adapter showed. */
    public RequestHead head() {
        return head;
    }
}
