package dev.gatehouse.routing.request;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in normal form: what is matched, filtered, logged and forwarded. Immutable; made by {@link Normalized#of}.
 *
 * <p>What it is asked for more than a few times, it remembers: many rules may ask for one header or parameter, and a client chooses how long a
 * search for it takes. Safe for any number of threads; a race costs another search.
 */
public final class Request implements Normalized {
    private static final String GRPC = "application/grpc";

    /** So many searches are cheaper than to remember what they find. */
    private static final int FEW = 2;

    private final RequestHead head;
    private final String host;
    private final String authority;
    private final String path;
    private final @Nullable String query;
    private final String target;
    private int searches;
    private @Nullable KnownHeader headers;
    private @Nullable KnownParameter parameters;

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
        if (searches < FEW) {
            searches++;
            return head.header(name);
        }
        for (KnownHeader known = headers; known != null; known = known.next) {
            if (known.name.equals(name)) {
                return known.value;
            }
        }
        String value = head.header(name);
        headers = new KnownHeader(name, value, headers);
        return value;
    }

    /** The value of the first query parameter of that name, as {@link QueryParameters#first}. */
    public @Nullable String parameter(byte[] name) {
        int start = startOfParameter(name);
        return query == null || start < 0 ? null : QueryParameters.valueAt(query, start);
    }

    /** Whether the first query parameter of that name has that value, as {@link QueryParameters#firstEquals}. */
    public boolean parameterEquals(byte[] name, byte[] value) {
        int start = startOfParameter(name);
        return query != null && start >= 0 && QueryParameters.isValueAt(query, start, value);
    }

    /** As {@link QueryParameters#startOfValue}. */
    private int startOfParameter(byte[] name) {
        if (query == null) {
            return -1;
        }
        if (searches < FEW) {
            searches++;
            return QueryParameters.startOfValue(query, name);
        }
        for (KnownParameter known = parameters; known != null; known = known.next) {
            if (Arrays.equals(known.name, name)) {
                return known.start;
            }
        }
        int start = QueryParameters.startOfValue(query, name);
        parameters = new KnownParameter(name, start, parameters);
        return start;
    }

    private record KnownHeader(
            String name, @Nullable String value, @Nullable KnownHeader next) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record KnownParameter(
            byte[] name, int start, @Nullable KnownParameter next) {}

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
