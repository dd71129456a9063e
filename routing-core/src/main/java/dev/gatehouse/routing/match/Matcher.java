package dev.gatehouse.routing.match;

import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.List;
import java.util.stream.Stream;
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
        return listener.match(request);
    }

    /**
     * The way that {@link #match} goes, step by step: every entry of the table that host and path lead to, in the order in which they are asked. The
     * first that nothing fails is the answer; those after it would take the request if it were not there. Empty where nothing is listed
     * for the host and path.
     */
    public static List<Candidate> candidates(ListenerTable listener, Request request) {
        String host = request.host();
        String path = request.path();
        return Stream.concat(
                        request.isGrpc() ? listener.callCandidates(host, path).stream() : Stream.empty(),
                        listener.candidates(host, path).stream())
                .map(entry -> new Candidate(entry, entry.failing(request)))
                .toList();
    }
}
