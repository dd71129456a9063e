package dev.gatehouse.routing.attach;

import java.util.List;

/**
 * The rule of a TLSRoute, TCPRoute or UDPRoute: connections, or flows of datagrams, go to one of these backends as they are.
 *
 * @param hosts for a TLSRoute the server names as it declares them, those left out that have nothing in common with the listener's;
 *     {@link HostPattern#ANY} alone for the other kinds
 * @param shares at least one; their edits and rewrites are empty
 */
public record StreamRule(Origin origin, List<HostPattern> hosts, List<BackendShare> shares) {
    public StreamRule {
        hosts = List.copyOf(hosts);
        shares = List.copyOf(shares);
    }
}
