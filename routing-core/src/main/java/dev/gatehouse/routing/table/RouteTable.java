package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rules of all listeners, in the order in which they win. Immutable; safe for any number of threads. */
public final class RouteTable {
    private final Map<Bind, HostIndex<ListenerTable>> binds;
    private final Map<Bind, HostIndex<ListenerTable>> requests;

    /** @param requests of the same listeners those for HTTP and HTTPS alone */
    RouteTable(Map<Bind, HostIndex<ListenerTable>> binds, Map<Bind, HostIndex<ListenerTable>> requests) {
        this.binds = Map.copyOf(binds);
        this.requests = Map.copyOf(requests);
    }

    /** Compiles the rules. Costs time in proportion to their number. */
    public static RouteTable compile(Attachment attachment) {
        return TableCompiler.compile(attachment);
    }

    /**
     * A table in which some rules of a listener are replaced: what a change of few routes costs is in proportion to them, not to the
     * table, of which all but some kilobytes are shared. A rule is known again by the object, the rule's and the match's position
     * ({@link dev.gatehouse.routing.attach.Origin}), so {@code removed} are the rules as they were.
     *
     * @param listener what {@link ListenerTable#listener} says from now on; of the same bind, protocol and host name as one of this table
     * @throws IllegalArgumentException where this table has no such listener
     */
    public RouteTable with(AttachedListener listener, Collection<RoutingRule> removed, Collection<RoutingRule> added) {
        return with(
                listener.bind(),
                table(listener.bind(), TableCompiler.host(listener)).with(listener, new RuleChange(removed, added)));
    }

    /**
     * As {@link #with(AttachedListener, Collection, Collection)}, of a listener whose settings stay.
     *
     * @param host what tells it from others of the bind
     * @throws IllegalArgumentException where this table has no such listener
     */
    public RouteTable with(
            Bind bind, HostPattern host, Collection<RoutingRule> removed, Collection<RoutingRule> added) {
        ListenerTable before = table(bind, host);
        return with(bind, before.with(before.listener(), new RuleChange(removed, added)));
    }

    /**
     * A table of these listeners. Costs time in proportion to their number, and to the rules of those that are compiled anew.
     *
     * @param like whose rules, that are in force here, each of them has: those that are for the same bind and host in this table, if any. Null where
     *     the listener's own rules count
     */
    public RouteTable with(
            List<AttachedListener> listeners, Function<AttachedListener, @Nullable AttachedListener> like) {
        return TableCompiler.compile(listeners, listener -> {
            AttachedListener other = like.apply(listener);
            HostIndex<ListenerTable> known = other == null ? null : binds.get(other.bind());
            ListenerTable table = other == null || known == null ? null : known.of(TableCompiler.host(other));
            return table == null ? TableCompiler.compile(listener) : table.with(listener, RuleChange.NONE);
        });
    }

    private ListenerTable table(Bind bind, HostPattern host) {
        HostIndex<ListenerTable> listeners = binds.get(bind);
        ListenerTable table = listeners == null ? null : listeners.of(host);
        if (table == null) {
            throw new IllegalArgumentException("no listener for " + host + " on " + bind);
        }
        return table;
    }

    private RouteTable with(Bind bind, ListenerTable after) {
        return new RouteTable(with(binds, after), requests.containsKey(bind) ? with(requests, after) : requests);
    }

    private static Map<Bind, HostIndex<ListenerTable>> with(
            Map<Bind, HostIndex<ListenerTable>> binds, ListenerTable table) {
        Map<Bind, HostIndex<ListenerTable>> changed = new HashMap<>(binds);
        HostPattern host = TableCompiler.host(table.listener());
        changed.computeIfPresent(
                table.listener().bind(),
                (bind, listeners) -> listeners.of(host) == null ? listeners : listeners.with(host, table));
        return changed;
    }

    /**
     * The listener that serves requests for a host on a port ({@code Gateway.spec.listeners}): of those for HTTP and HTTPS the one with the
     * most specific host name that covers it; null where there is none.
     *
     * @param host in lower case, without port; empty where the request names none
     */
    public @Nullable ListenerTable listener(Bind bind, String host) {
        HostIndex<ListenerTable> listeners = requests.get(bind);
        return listeners == null ? null : listeners.best(host);
    }

    /** The table of each listener, port by port, from the most specific host name of a port to the least. */
    public List<ListenerTable> listeners() {
        return binds.values().stream()
                .flatMap(listeners -> listeners.values().stream())
                .toList();
    }

    /**
     * The listener that takes a connection: as {@link #listener}, of those for every protocol.
     *
     * @param serverName in lower case; empty where there is none
     */
    public @Nullable ListenerTable connection(Bind bind, String serverName) {
        HostIndex<ListenerTable> listeners = binds.get(bind);
        return listeners == null ? null : listeners.best(serverName);
    }

    /** The table of a listener, for tools that walk it; null where it is not in this table. */
    public @Nullable ListenerTable table(AttachedListener listener) {
        HostIndex<ListenerTable> listeners = binds.get(listener.bind());
        ListenerTable table = listeners == null ? null : listeners.of(TableCompiler.host(listener));
        return table != null
                        && table.listener().name().equals(listener.name())
                        && table.listener().source().equals(listener.source())
                ? table
                : null;
    }
}
