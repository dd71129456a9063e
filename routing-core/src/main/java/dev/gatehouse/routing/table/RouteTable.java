package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import java.util.List;
import java.util.Map;
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
        if (listeners == null) {
            return null;
        }
        return listeners.values().stream()
                .filter(table -> table.listener().equals(listener))
                .findFirst()
                .orElse(null);
    }
}
