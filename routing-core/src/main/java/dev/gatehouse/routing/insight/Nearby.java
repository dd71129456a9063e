package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request that nothing takes has nearly met. */
final class Nearby {
    private static final int MOST = 3;

    private Nearby() {}

    static List<String> listeners(Routes routes, Bind bind, Request request) {
        List<AttachedListener> here = new ArrayList<>(routes.listeners(bind));
        here.sort(Comparator.comparingInt((AttachedListener listener) -> common(listener.hostname(), request.host()))
                .reversed());
        return here.stream()
                .limit(MOST)
                .map(listener -> "listener " + listener.name() + " has the host " + listener.hostname()
                        + "; the request's is \"" + request.host() + "\""
                        + (listener.hostname() != null
                                        && listener.hostname().isWildcard()
                                        && listener.hostname().suffix().equals(request.host())
                                ? " (a wildcard does not take the bare domain)"
                                : ""))
                .toList();
    }

    /** The entries of the listener that have most in common with the request: the host first, then the path. */
    static List<String> entries(ListenerTable table, Request request) {
        List<RouteEntry> entries = new ArrayList<>(table.entries());
        entries.sort(Comparator.comparing((RouteEntry entry) -> covers(entry.host(), request.host()))
                .thenComparing(entry -> suffix(entry.host().text(), request.host()))
                .thenComparing(entry -> prefix(entry.match().path().value(), request.path()))
                .reversed());
        return entries.stream()
                .limit(MOST)
                .map(entry -> entry.rule().origin() + " takes " + entry.host() + " " + entry.match() + "; "
                        + (covers(entry.host(), request.host())
                                ? "the request's path is " + request.path()
                                : "the request's host is \"" + request.host() + "\""))
                .toList();
    }

    private static boolean covers(HostPattern pattern, String host) {
        return switch (pattern.kind()) {
            case EXACT -> pattern.text().equals(host);
            case WILDCARD -> host.endsWith("." + pattern.text());
            case ONE_LABEL_WILDCARD ->
                host.endsWith("." + pattern.text())
                        && host.indexOf('.') == host.length() - pattern.text().length() - 1;
            case ANY -> true;
        };
    }

    private static int common(@Nullable Hostname name, String host) {
        return name == null ? 0 : suffix(name.suffix(), host);
    }

    private static int suffix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return length;
    }

    private static int prefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
