package dev.gatehouse.routing.match;

import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.HostIndex;
import dev.gatehouse.routing.table.HostIndex.Wildcard;
import dev.gatehouse.routing.table.HostRules;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import org.jspecify.annotations.Nullable;

/** Finds the rule for a request. */
public final class Matcher {
    private Matcher() {}

    /**
     * The entry that takes the request on this listener; null where none does, which is a 404.
     *
     * <p>Hosts from the most specific to the least; the first that has an entry that holds decides ({@code HTTPRoute.spec.hostnames}: a request that
     * no rule of its best host takes falls back to the next). On an Ingress the best host decides alone.
     */
    public static @Nullable RouteEntry match(ListenerTable listener, Request request) {
        HostIndex<HostRules> hosts = listener.hosts();
        String host = request.host();
        HostRules rules = hosts.exact(host);
        if (rules != null) {
            RouteEntry found = rules.match(request);
            if (found != null || !listener.fallsBack()) {
                return found;
            }
        }
        Wildcard<HostRules> wildcard = hosts.wildcard(host, Integer.MAX_VALUE);
        while (wildcard != null) {
            RouteEntry found = wildcard.value().match(request);
            if (found != null || !listener.fallsBack()) {
                return found;
            }
            wildcard = wildcard.labels() > 1 ? hosts.wildcard(host, wildcard.labels() - 1) : null;
        }
        rules = hosts.any();
        return rules == null ? null : rules.match(request);
    }
}
