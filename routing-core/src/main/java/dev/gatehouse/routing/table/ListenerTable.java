package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import java.util.ArrayList;
import java.util.List;

/** The rules of one listener. */
public final class ListenerTable {
    private final AttachedListener listener;
    private final HostIndex<HostRules> hosts;

    ListenerTable(AttachedListener listener, HostIndex<HostRules> hosts) {
        this.listener = listener;
        this.hosts = hosts;
    }

    /** The listener. */
    public AttachedListener listener() {
        return listener;
    }

    /** The rules of each host pattern. */
    public HostIndex<HostRules> hosts() {
        return hosts;
    }

    /** Whether a request that no rule of its best host takes is offered to less specific ones. */
    public boolean fallsBack() {
        return listener.style() == Style.GATEWAY;
    }

    /** Every entry, hosts and paths from the most specific to the least, in the order in which they win. */
    public List<RouteEntry> entries() {
        List<RouteEntry> entries = new ArrayList<>();
        hosts.values().forEach(rules -> rules.addTo(entries));
        return entries;
    }
}
