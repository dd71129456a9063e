package dev.gatehouse.routing.observe;

import java.util.Map;

/** A GET of a client at 192.0.2.1. */
record Asked(String target, Map<String, String> fields) implements ObservedExchange.Head {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public String client() {
        return "192.0.2.1";
    }

    @Override
    public String field(String name) {
        return fields.get(name);
    }
}
