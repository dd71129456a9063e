package dev.gatehouse.routing.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request in normal form: what is matched, filtered, logged and forwarded. Immutable; made by {@link Normalized#of}. */
public final class Request implements Normalized {
    private static final String GRPC = "application/grpc";

    private final RequestHead head;
    private final String host;
    private final String authority;
    private final String path;
    private final @Nullable String query;
    private final String target;

    Request(RequestHead head, String host, String authority, String path, @Nullable String query, String target) {
        this.head = head;
        this.host = host;
        this.authority = authority;
        this.path = path;
        this.query = query;
        this.target = target;
    }

    /** The method as received: a token (RFC 9110 section 5.6.2) other than {@code CONNECT}. */
    public String method() {
        return head.method();
    }

    /**
     * The host in lower case, without port, brackets and trailing dot; empty where the request names none. An IPv6 address, and
     * nothing else, has colons.
     */
    public String host() {
        return host;
    }

    /**
     * Where {@link #host} is from, as received, with its port and brackets: {@code :authority}, else the Host header, else the authority
     * of an absolute-form target. Empty where the request names none.
     */
    public String authority() {
        return authority;
    }

    /** The path in normal form: starts with {@code /}, or is {@code *} for {@code OPTIONS *}. */
    public String path() {
        return path;
    }

    /**
     * What follows the first {@code ?}, byte for byte; null where there is no {@code ?}. {@link QueryParameters} reads it.
     */
    public @Nullable String query() {
        return query;
    }

    /**
     * The target to forward where no filter changes it: path, and query if there is one, in origin-form, or {@code *}. The same
     * object as that of the head where that was in normal form.
     */
    public String target() {
        return target;
    }

    /** The value of a header, as {@link RequestHead#header}. */
    public @Nullable String header(String name) {
        return head.header(name);
    }

    /** Whether it is a gRPC call: a POST over HTTP/2, with the content type {@code application/grpc}, which may have a suffix and parameters. */
    public boolean isGrpc() {
        if (!head.http2() || !head.method().equals("POST")) {
            return false;
        }
        String type = head.header("content-type");
        if (type == null || !type.regionMatches(true, 0, GRPC, 0, GRPC.length())) {
            return false;
        }
        return type.length() == GRPC.length() || "+; \t".indexOf(type.charAt(GRPC.length())) >= 0;
    }

    /** The server name of the TLS handshake in the same form as {@link #host}; empty where there is none, or none that is well-formed. */
    public String serverName() {
        String sent = head.serverName();
        return sent == null ? "" : normalHost(sent);
    }

    /** A host name as sent, in the form of {@link #host}; empty where it is not well-formed. */
    public static String normalHost(String sent) {
        String normal = HostNormalizer.normalize(sent);
        return normal == null ? "" : normal;
    }

    /** The same request with another method: what a preflight of CORS asks for. */
    public Request withMethod(String method) {
        return new Request(new OtherMethod(head, method), host, authority, path, query, target);
    }

    /** What the adapter showed. */
    public RequestHead head() {
        return head;
    }

    private record OtherMethod(RequestHead head, String method) implements RequestHead {
        @Override
        public String target() {
            return head.target();
        }

        @Override
        public @Nullable String authority() {
            return head.authority();
        }

        @Override
        public boolean hostRequired() {
            return head.hostRequired();
        }

        @Override
        public boolean http2() {
            return head.http2();
        }

        @Override
        public @Nullable String serverName() {
            return head.serverName();
        }

        @Override
        public @Nullable String clientAddress() {
            return head.clientAddress();
        }

        @Override
        public List<String> headerLines(String name) {
            return head.headerLines(name);
        }

        @Override
        public @Nullable String header(String name) {
            return head.header(name);
        }
    }
}
