package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.StreamRule;
import java.util.List;

/** The rules of one listener. */
public final class ListenerTable {
    private final AttachedListener listener;
    private final HostIndex<HostRules> hosts;
    private final HostIndex<CallRules> calls;
    private final HostIndex<StreamRule> streams;

    ListenerTable(
            AttachedListener listener,
            HostIndex<HostRules> hosts,
            HostIndex<CallRules> calls,
            HostIndex<StreamRule> streams) {
        this.listener = listener;
        this.hosts = hosts;
        this.calls = calls;
        this.streams = streams;
    }

    /** The listener. */
    public AttachedListener listener() {
        return listener;
    }

    /** The rules of each host pattern, without those for gRPC calls. */
    public HostIndex<HostRules> hosts() {
        return hosts;
    }

    /** The rules for gRPC calls of each host pattern. */
    public HostIndex<CallRules> calls() {
        return calls;
    }

    /** The rule for connections of each server name; of the listener's own for every name, where the protocol has none. */
    public HostIndex<StreamRule> streams() {
        return streams;
    }

    /** Whether a request that no rule of its best host takes is offered to less specific ones. */
    public boolean fallsBack() {
        return listener.style() == Style.GATEWAY;
    }

    /**
     * Every entry that a request for this host and path could be taken by, in the order in which they are asked: the first of them whose
     * predicates all hold takes it, unless it is a gRPC call that one of {@link #calls} takes. For tools; costs time and memory in proportion to the result.
     *
     * @param host as {@link dev.gatehouse.routing.request.Request#host}
     * @param path as {@link dev.gatehouse.routing.request.Request#path}
     */
    public List<RouteEntry> candidates(String host, String path) {
        return hosts.covering(host).stream()
                .limit(fallsBack() ? Long.MAX_VALUE : 1)
                .flatMap(rules -> rules.candidates(path).stream())
                .toList();
    }

    /** Every entry but those for gRPC calls, hosts and paths from the most specific to the least, in the order in which they win. */
    public List<RouteEntry> entries() {
        return hosts.values().stream()
                .flatMap(rules -> rules.entries().stream())
                .toList();
    }
}
