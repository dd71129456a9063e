package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.PathRewrite;
import dev.gatehouse.routing.attach.RuleAction.RedirectTo;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.RouteEntry;

/** The Location of a redirect ({@code HTTPRequestRedirectFilter}). */
final class Location {
    private Location() {}

    static String of(RedirectTo redirect, AttachedListener listener, RouteEntry entry, Request request) {
        String scheme = redirect.scheme() != null ? redirect.scheme() : listener.tls() ? "https" : "http";
        String host = redirect.hostname() != null ? redirect.hostname() : request.host();
        PathRewrite rewrite = redirect.path();
        String path = rewrite == null
                ? request.path()
                : rewrite.apply(request.path(), entry.match().path().value());
        StringBuilder location = new StringBuilder();
        if (!host.isEmpty()) {
            location.append(scheme).append("://");
            boolean literal = host.indexOf(':') >= 0;
            location.append(literal ? "[" : "").append(host).append(literal ? "]" : "");
            int port = port(redirect, listener);
            if (port != defaultPort(scheme)) {
                location.append(':').append(port);
            }
        }
        location.append(path);
        if (request.query() != null) {
            location.append('?').append(request.query());
        }
        return location.toString();
    }

    /** The number given; else the scheme's own where a scheme is given; else the listener's, never that of the Host header. */
    private static int port(RedirectTo redirect, AttachedListener listener) {
        Integer port = redirect.port();
        if (port != null) {
            return port;
        }
        String scheme = redirect.scheme();
        return scheme != null ? defaultPort(scheme) : listener.bind().port();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
