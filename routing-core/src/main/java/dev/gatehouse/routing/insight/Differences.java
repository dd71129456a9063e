package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.table.CallRules;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.Predicate;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request and an entry that does not take it differ in. */
final class Differences {
    private final @Nullable Bind bind;
    private final Request request;

    /** The listener that has the request's host, where it arrives. */
    private final @Nullable ListenerTable owner;

    /** @param bind where the request arrives; null where nothing listens */
    Differences(Routes routes, @Nullable Bind bind, Request request) {
        this.bind = bind;
        this.request = request;
        this.owner = bind == null ? null : routes.table().listener(bind, request.host());
    }

    List<String> of(ListenerTable table, RouteEntry entry) {
        List<String> differences = new ArrayList<>(2);
        AttachedListener listener = table.listener();
        boolean here = listener.bind().equals(bind);
        if (!here) {
            differences.add((bind == null ? "nothing listens there" : "port is " + bind) + " (expected: "
                    + listener.bind() + ", " + listener.protocol() + ")");
        }
        String host = host(listener, entry.host());
        if (host != null) {
            differences.add(host);
        } else if (here && owner != null && owner != table) {
            differences.add("host " + Failing.shown(request.host()) + " belongs to listener "
                    + owner.listener().name() + " alone, which has the more specific hostname "
                    + owner.listener().hostname());
        }
        boolean call = entry.match().grpc() != null;
        if (call && !request.isGrpc()) {
            differences.add("it is no gRPC call (expected: POST over HTTP/2 with the content-type application/grpc)");
        }
        if (!call && !fits(entry.match().path(), request.path())) {
            differences.add(path(entry.match().path()));
        }
        boolean unnamed = call && !CallRules.isCall(request.path());
        if (unnamed) {
            differences.add("path is " + Failing.clipped(request.path()) + " (expected: /SERVICE/METHOD)");
        }
        for (Predicate predicate : entry.predicates()) {
            boolean asked =
                    !(unnamed && (predicate instanceof Predicate.CallIs || predicate instanceof Predicate.PathMatches));
            if (asked && !predicate.holds(request)) {
                differences.add(Failing.of(predicate, request));
            }
        }
        return differences;
    }

    private @Nullable String host(AttachedListener listener, HostPattern pattern) {
        Hostname own = listener.hostname();
        HostPattern expected = !Closeness.covers(pattern, request.host())
                ? pattern
                : own != null && !Closeness.covers(HostPattern.gateway(own), request.host())
                        ? HostPattern.gateway(own)
                        : null;
        if (expected == null) {
            return null;
        }
        String hint = expected.text().equals(request.host())
                ? ": a wildcard does not take the bare domain"
                : expected.kind() == HostPattern.Kind.ONE_LABEL_WILDCARD
                                && request.host().endsWith("." + expected.text())
                        ? ": here a wildcard takes one label"
                        : "";
        return "host is " + Failing.shown(request.host()) + " (expected: " + expected + ")" + hint;
    }

    private static boolean fits(PathMatch match, String path) {
        return switch (match.kind()) {
            case EXACT -> match.value().equals(path);
            case PREFIX, IMPLEMENTATION_SPECIFIC -> {
                String prefix = unslashed(match.value());
                yield path.startsWith(prefix)
                        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
            }
            // It is a predicate of the entry.
            case REGULAR_EXPRESSION, DEFAULT -> true;
        };
    }

    private String path(PathMatch match) {
        String path = request.path();
        String value = unslashed(match.value());
        String hint = "";
        if (path.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT)) && !path.startsWith(value)) {
            hint = ": upper and lower case are not the same";
        } else if (match.kind() == PathMatch.Kind.EXACT && unslashed(path).equals(value)) {
            hint = ": an exact path has or has not its trailing slash";
        } else if (match.kind() == PathMatch.Kind.EXACT && path.startsWith(value + "/")) {
            hint = ": an exact path takes nothing below it";
        } else if (match.kind() != PathMatch.Kind.EXACT && path.startsWith(value)) {
            hint = ": a prefix takes whole elements";
        }
        return "path is " + Failing.clipped(path) + " (expected: " + match + ")" + hint;
    }

    private static String unslashed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
