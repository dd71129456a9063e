package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.request.Request;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of one listener. */
public final class ListenerTable {
    private final AttachedListener listener;
    private final HostIndex<HostRules> hosts;
    private final HostIndex<CallRules> calls;
    private final HostIndex<StreamRule> streams;

    /** Of {@link #calls}: most tables have some for nothing else, and each request would ask. */
    private final boolean hasCalls;

    ListenerTable(
            AttachedListener listener,
            HostIndex<HostRules> hosts,
            HostIndex<CallRules> calls,
            HostIndex<StreamRule> streams) {
        this.listener = listener;
        this.hosts = hosts;
        this.calls = calls;
        this.streams = streams;
        this.hasCalls = !calls.isEmpty();
    }

    /** With other settings and, where rules go and come, all but some kilobytes of this one. */
    ListenerTable with(AttachedListener changed, RuleChange rules) {
        HostIndex<StreamRule> connections =
                changed.streams().equals(listener.streams()) ? streams : TableCompiler.streams(changed);
        return new ListenerTable(changed, rules.hosts(hosts), rules.calls(calls), connections);
    }

    /** The listener. Its rules are those of the last time when all were compiled; {@link #entries} are what is in force. */
    public AttachedListener listener() {
        return listener;
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
        return listener.style() != Style.INGRESS;
    }

    /**
     * The entry that takes the request, or null: the hosts that cover its own are asked from the most specific to the least, and of those
     * for gRPC all first.
     */
    public @Nullable RouteEntry match(Request request) {
        RouteEntry call = hasCalls && request.isGrpc() ? match(calls, request) : null;
        return call != null ? call : match(hosts, request);
    }

    private @Nullable RouteEntry match(HostIndex<? extends Rules> hosts, Request request) {
        String host = request.host();
        long whole = hosts.whole(host);
        HostNode<? extends Rules> node = hosts.node(host, whole);
        Rules rules = node == null ? null : node.exact;
        RouteEntry found = match(rules, request);
        int label = 0;
        long before = 0;
        for (int next = hosts.wider(host, 0); goesOn(found, rules) && next > 0; next = hosts.wider(host, label)) {
            before = hosts.before(before, host, label, next);
            node = hosts.node(host, next, whole, before);
            if (node != null && node.one != null && label == 0) {
                rules = node.one;
                found = match(rules, request);
            }
            if (node != null && node.many != null && goesOn(found, rules)) {
                rules = node.many;
                found = match(rules, request);
            }
            label = next;
        }
        return goesOn(found, rules) ? match(hosts.any(), request) : found;
    }

    /** Whether less specific hosts are asked, with what the last one found. */
    private boolean goesOn(@Nullable RouteEntry found, @Nullable Rules last) {
        return found == null && (last == null || fallsBack());
    }

    private static @Nullable RouteEntry match(@Nullable Rules rules, Request request) {
        return rules == null ? null : rules.match(request);
    }

    /**
     * Every entry that a request for this host and path could be taken by, in the order in which they are asked: the first of them whose
     * predicates all hold takes it, unless it is a gRPC call that one of {@link #calls} takes. For tools; costs time and memory in proportion to the result.
     *
     * @param host as {@link Request#host}
     * @param path as {@link Request#path}
     */
    public List<RouteEntry> candidates(String host, String path) {
        return asked(hosts, host)
                .flatMap(rules -> rules.candidates(path).stream())
                .toList();
    }

    /** As {@link #candidates}, of the entries for gRPC calls, which are asked before all others. */
    public List<RouteEntry> callCandidates(String host, String path) {
        return asked(calls, host)
                .flatMap(rules -> rules.candidates(path).stream())
                .toList();
    }

    private <V> Stream<V> asked(HostIndex<V> index, String host) {
        return index.covering(host).stream().limit(fallsBack() ? Long.MAX_VALUE : 1);
    }

    /** Every entry for gRPC calls, in the order of {@link #entries}. */
    public List<RouteEntry> callEntries() {
        return calls.values().stream()
                .flatMap(rules -> rules.entries().stream())
                .toList();
    }

    /** Every entry but those for gRPC calls, hosts and paths from the most specific to the least, in the order in which they win. */
    public List<RouteEntry> entries() {
        return hosts.values().stream()
                .flatMap(rules -> rules.entries().stream())
                .toList();
    }
}
