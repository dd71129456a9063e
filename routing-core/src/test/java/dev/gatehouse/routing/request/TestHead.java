package dev.gatehouse.routing.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request head as a value. */
public record TestHead(
        String method,
        String target,
        @Nullable String authority,
        boolean hostRequired,
        @Nullable String serverName,
        List<Header> headers)
        implements RequestHead {
    public TestHead(
            String method, String target, @Nullable String authority, boolean hostRequired, List<Header> headers) {
        this(method, target, authority, hostRequired, null, headers);
    }

    /** One header line; the name in lower case. */
    public record Header(String name, String value) {}

    /** A GET of HTTP/1.1 with one Host. */
    public static TestHead get(String target) {
        return new TestHead("GET", target, null, true, List.of(new Header("host", "a.example")));
    }

    /** The same with a host of its own. */
    public static TestHead of(String host, String target) {
        return get(target).withHosts(host);
    }

    public TestHead withMethod(String method) {
        return new TestHead(method, target, authority, hostRequired, serverName, headers);
    }

    /** With a further header line; the name in lower case. */
    public TestHead with(String name, String value) {
        List<Header> lines = new ArrayList<>(headers);
        lines.add(new Header(name, value));
        return new TestHead(method, target, authority, hostRequired, serverName, List.copyOf(lines));
    }

    /** On a TLS connection with this server name. */
    public TestHead withServerName(String serverName) {
        return new TestHead(method, target, authority, hostRequired, serverName, headers);
    }

    /** The request in normal form; fails where there is none. */
    public Request request() {
        return (Request) Normalized.of(this);
    }

    /** HTTP/2 (or 3). */
    public TestHead withAuthority(String authority) {
        return new TestHead(method, target, authority, false, headers);
    }

    /** HTTP/1.0. */
    public TestHead withHostOptional() {
        return new TestHead(method, target, authority, false, headers);
    }

    public TestHead withHosts(String... hosts) {
        List<Header> lines = new ArrayList<>();
        for (String host : hosts) {
            lines.add(new Header("host", host));
        }
        return new TestHead(method, target, authority, hostRequired, List.copyOf(lines));
    }

    /** Only HTTP/2 names the host beside the headers. */
    @Override
    public boolean http2() {
        return authority != null;
    }

    @Override
    public List<String> headerLines(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .toList();
    }
}
