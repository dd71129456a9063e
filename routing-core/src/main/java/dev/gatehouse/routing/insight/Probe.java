package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.RouteEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that nobody sent, made to fit an entry as far as its literal conditions go. */
record Probe(AttachedListener listener, String host, String path, RuleMatch match) {
    static Probe of(AttachedListener listener, RouteEntry entry) {
        return new Probe(
                listener,
                RedirectChecks.host(entry.host(), listener),
                entry.match().path().value(),
                entry.match());
    }

    /** The same request, sent to another place. */
    Probe at(AttachedListener listener, String host, String path) {
        return new Probe(listener, host, path, match);
    }

    RequestHead head() {
        Map<String, String> headers = new HashMap<>();
        match.headers().forEach(header -> headers.putIfAbsent(header.name(), header.value()));
        headers.put("host", host);
        String query = match.queryParams().stream()
                .map(parameter -> parameter.name() + "=" + encoded(parameter))
                .collect(Collectors.joining("&"));
        String method = match.method();
        return new RequestHead() {
            @Override
            public String method() {
                return method == null ? "GET" : method;
            }

            @Override
            public String target() {
                return query.isEmpty() ? path : path + "?" + query;
            }

            @Override
            public @Nullable String serverName() {
                return listener.tls() ? host : null;
            }

            @Override
            public List<String> headerLines(String name) {
                String value = headers.get(name);
                return value == null ? List.of() : List.of(value);
            }
        };
    }

    private static String encoded(ValueMatch parameter) {
        return URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8);
    }
}
