package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the PROXY protocol is spoken, by which a proxy tells the next one the client's address in the first bytes of a connection. Nowhere, unless
 * said. Immutable.
 *
 * <pre>{@code
 * ProxyProtocol proxy = ProxyProtocol.NONE
 *         .from(443, List.of("10.0.0.0/8"))
 *         .to("default", "mail", ProxyProtocol.Version.V2);
 * }</pre>
 */
public final class ProxyProtocol {
    /** Nowhere. */
    public static final ProxyProtocol NONE = new ProxyProtocol(Map.of(), Map.of());

    private final Map<Integer, List<IpSubnetFilterRule>> from;
    private final Map<String, Version> to;

    private ProxyProtocol(Map<Integer, List<IpSubnetFilterRule>> from, Map<String, Version> to) {
        this.from = Map.copyOf(from);
        this.to = Map.copyOf(to);
    }

    /** How a header is written. One that is read may be of either. */
    public enum Version {
        /** A line of text. */
        V1,
        /** Binary. */
        V2
    }

    /**
     * Also expects it on the listeners of a port: each connection must come from one of these networks and begin with a header of either
     * version, within {@link FrontEndLimits#head}; others are closed. What the header says is then the client's address for everything; where
     * it says nothing ({@code UNKNOWN}, {@code LOCAL}) that is the peer's.
     *
     * @param listenerPort as it is in the resources
     * @param trusted such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}: whoever is there can pretend to be any client
     * @throws IllegalArgumentException for what is no network, or none
     */
    public ProxyProtocol from(int listenerPort, List<String> trusted) {
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException("trusted: found none (expected: at least one network)");
        }
        Map<Integer, List<IpSubnetFilterRule>> more = new HashMap<>(from);
        more.put(listenerPort, trusted.stream().map(ProxyProtocol::network).toList());
        return new ProxyProtocol(more, to);
    }

    private static IpSubnetFilterRule network(String text) {
        try {
            return new IpSubnetFilterRule(text, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("found " + text + " (expected: a network such as 10.0.0.0/8)", e);
        }
    }

    /**
     * Also begins each connection of a TCPRoute or TLSRoute to this Service with a header, in front of TLS where that is spoken to it. Requests
     * of several clients share connections, and say their client in {@code X-Forwarded-For}.
     */
    public ProxyProtocol to(String namespace, String service, Version version) {
        Map<String, Version> more = new HashMap<>(to);
        more.put(namespace + "/" + service, Objects.requireNonNull(version, "version"));
        return new ProxyProtocol(from, more);
    }

    /** Whether connections to a listener's port begin with a header. */
    boolean isExpectedAt(int listenerPort) {
        return from.containsKey(listenerPort);
    }

    /** Whether this peer is believed there. */
    boolean isTrustedAt(int listenerPort, InetSocketAddress peer) {
        return from.getOrDefault(listenerPort, List.of()).stream().anyMatch(network -> network.matches(peer));
    }

    /** How a Service is told; null where it is not. */
    @Nullable
    Version sentTo(ServiceBackend backend) {
        return to.get(backend.namespace() + "/" + backend.name());
    }
}
