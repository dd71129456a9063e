package dev.gatehouse.routing.resource;

import java.util.List;

/** {@code HTTPHeaderFilter}: no name, ignoring case, occurs twice in the three lists. */
public record HttpHeaderFilter(List<HttpHeader> set, List<HttpHeader> add, List<String> remove) {
    public HttpHeaderFilter {
        set = List.copyOf(set);
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** {@code HTTPHeader}. */
    public record HttpHeader(String name, String value) {}
}
