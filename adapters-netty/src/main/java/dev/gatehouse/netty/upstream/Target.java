package dev.gatehouse.netty.upstream;

import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.plan.Endpoint.Address;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where connections go, and what is spoken on them. Those of equal targets are shared.
 *
 * @param protocol what is spoken
 * @param tls how it is spoken within TLS; null: in the clear
 */
public record Target(
        Address address, Protocol protocol, @Nullable BackendTls tls) {
    /** What is spoken on a connection. */
    public enum Protocol {
        /** HTTP/1.1. */
        HTTP1,
        /** HTTP/2 by prior knowledge (RFC 9113 section 3.3). */
        HTTP2,
        /** Whatever the client and the endpoint agree on. */
        OPAQUE
    }

    /** What is offered within TLS. */
    List<String> alpn() {
        return switch (protocol) {
            case HTTP1 -> List.of("http/1.1");
            case HTTP2 -> List.of("h2");
            case OPAQUE -> List.of();
        };
    }

    /** Where the socket of an endpoint is; one with a name is not looked up yet. */
    public static InetSocketAddress socketAddress(Address endpoint) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(endpoint.host());
        if (address == null) {
            return InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port());
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), endpoint.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes", e);
        }
    }

    /** {@code http} or {@code https}. */
    String scheme() {
        return tls == null ? "http" : "https";
    }
}
