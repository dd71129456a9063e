package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a front end can carry out. What it cannot is refused when resources are attached, so that their status tells.
 *
 * @param protocols of listeners
 * @param kinds of routes, such as {@code HTTPRoute}; an Ingress is always served
 */
public record Capabilities(Set<Protocol> protocols, Set<String> kinds) {
    /** Everything that can be decided. */
    public static final Capabilities ALL = new Capabilities(
            EnumSet.allOf(Protocol.class), Set.of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"));

    /** HTTP/1.1 alone, with and without TLS: gRPC needs HTTP/2. */
    public static final Capabilities HTTP_1 =
            new Capabilities(EnumSet.of(Protocol.HTTP, Protocol.HTTPS), Set.of("HTTPRoute"));

    public Capabilities {
        protocols = Set.copyOf(protocols);
        kinds = Set.copyOf(kinds);
    }

    /** Whether it can send gRPC calls. */
    boolean speaksGrpc() {
        return kinds.contains("GRPCRoute");
    }

    /** Whether one port may both end TLS and hand it through, told apart by the server name ({@code TLSRouteModeMixed}). */
    boolean mixTlsModes() {
        return protocols.contains(Protocol.TLS_TERMINATE) && protocols.contains(Protocol.TLS_PASSTHROUGH);
    }
}
