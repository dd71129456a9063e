package dev.gatehouse.routing.match;

import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request head for tests: {@code TestHead.get("http://a.example/x?q=1").with("version", "one")}. */
public final class TestHead implements RequestHead {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private String serverName;

    public TestHead(String method, String host, String target) {
        this.method = method;
        this.target = target;
        if (host != null) {
            with("host", host);
        }
    }

    public static TestHead get(String host, String target) {
        return new TestHead("GET", host, target);
    }

    public TestHead with(String name, String value) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    public TestHead serverName(String serverName) {
        this.serverName = serverName;
        return this;
    }

    /** The request in normal form; fails where there is none. */
    public Request request() {
        return (Request) Normalized.of(this);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public boolean hostRequired() {
        return headers.containsKey("host");
    }

    @Override
    public String serverName() {
        return serverName;
    }

    @Override
    public List<String> headerLines(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public String toString() {
        return method + " " + target + " " + headers;
    }
}
