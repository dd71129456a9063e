package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a front end can carry out. What it cannot is refused when resources are attached, so that their status tells.
 *
 * @param protocols of listeners
 * @param kinds of routes, such as {@code HTTPRoute}; an Ingress is always served
 * @param lackedFeatures names of the API's features ({@code GatewayClass.status.supportedFeatures}) that it does not have, beside those of
 *     other protocols and kinds
 */
public record Capabilities(Set<Protocol> protocols, Set<String> kinds, Set<String> lackedFeatures) {
    private static final Set<String> KINDS = Set.of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

    /** Everything that can be decided. */
    public static final Capabilities ALL = new Capabilities(EnumSet.allOf(Protocol.class), KINDS);

    /** HTTP/1.1 alone, with and without TLS: gRPC needs HTTP/2. */
    public static final Capabilities HTTP_1 =
            new Capabilities(EnumSet.of(Protocol.HTTP, Protocol.HTTPS), Set.of("HTTPRoute"));

    public Capabilities {
        protocols = Set.copyOf(protocols);
        kinds = Set.copyOf(kinds);
        lackedFeatures = Set.copyOf(lackedFeatures);
    }

    /** These protocols and kinds, with every feature that they have. */
    public Capabilities(Set<Protocol> protocols, Set<String> kinds) {
        this(protocols, kinds, Set.of());
    }

    /** These without some features. */
    public Capabilities lacking(String... features) {
        return new Capabilities(protocols, kinds, Set.of(features));
    }

    /** Whether a feature of the API, by its name, can be carried out. */
    public boolean has(String feature) {
        return !lackedFeatures.contains(feature)
                && KINDS.stream().noneMatch(kind -> feature.startsWith(kind) && !kinds.contains(kind))
                && (!feature.equals("TLSRouteModeTerminate") || protocols.contains(Protocol.TLS_TERMINATE))
                && (!feature.equals("TLSRouteModeMixed") || mixTlsModes());
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
