package dev.gatehouse.routing.match;

import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.HostIndex;
import dev.gatehouse.routing.table.HostIndex.Wildcard;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.Rules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rule for a request, and tells how it was found. */
public final class Matcher {
    private Matcher() {}

    /**
     * The entry that takes the request on this listener; null where none does, which is a 404.
     *
     * <p>Hosts from the most specific to the least; the first that has an entry that holds decides ({@code HTTPRoute.spec.hostnames}: a request that
     * no rule of its best host takes falls back to the next). On an Ingress the best host decides alone.
     *
     * <p>A gRPC call asks the rules of GRPCRoutes first. The two kinds are never merged into one order, and no host of a listener has both.
     */
    public static @Nullable RouteEntry match(ListenerTable listener, Request request) {
        if (request.isGrpc()) {
            RouteEntry call = match(listener.calls(), request, true);
            if (call != null) {
                return call;
            }
        }
        return match(listener.hosts(), request, listener.fallsBack());
    }

    private static @Nullable RouteEntry match(HostIndex<? extends Rules> hosts, Request request, boolean fallsBack) {
        String host = request.host();
        Rules rules = hosts.exact(host);
        if (rules != null) {
            RouteEntry found = rules.match(request);
            if (found != null || !fallsBack) {
                return found;
            }
        }
        Wildcard<? extends Rules> wildcard = hosts.wildcard(host, Integer.MAX_VALUE);
        while (wildcard != null) {
            RouteEntry found = wildcard.value().match(request);
            if (found != null || !fallsBack) {
                return found;
            }
            wildcard = wildcard.labels() > 1 ? hosts.wildcard(host, wildcard.labels() - 1) : null;
        }
        rules = hosts.any();
        return rules == null ? null : rules.match(request);
    }

    /**
     * The way that {@link #match} goes, step by step: every entry of the table that host and path lead to, in the order in which they are asked. The
     * first that nothing fails is the answer; those after it would take the request if it were not there. Empty where nothing is listed
     * for the host and path.
     */
    public static List<Candidate> candidates(ListenerTable listener, Request request) {
        return listener.candidates(request.host(), request.path()).stream()
                .map(entry -> new Candidate(entry, entry.failing(request)))
                .toList();
    }
}
