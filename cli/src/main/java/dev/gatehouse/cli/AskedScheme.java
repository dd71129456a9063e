package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import java.util.EnumSet;
import java.util.Set;

/** How a request, or a connection, reaches a port: spelt as at the beginning of a URL. */
enum AskedScheme {
    http(80, Protocol.HTTP),
    https(443, Protocol.HTTPS),
    /** A WebSocket. */
    ws(80, Protocol.HTTP),
    wss(443, Protocol.HTTPS),
    /** A call of gRPC. */
    grpc(80, Protocol.HTTP),
    grpcs(443, Protocol.HTTPS),
    /** A TLS handshake alone. */
    tls(443, Protocol.HTTPS),
    /** A connection alone. */
    tcp(0, Protocol.TCP),
    udp(0, Protocol.UDP);

    private final int port;
    private final Protocol protocol;

    AskedScheme(int port, Protocol protocol) {
        this.port = port;
        this.protocol = protocol;
    }

    /** Where a URL names none; 0: it must name one. */
    int port() {
        return port;
    }

    /** Of the listeners that such a connection can be made to. */
    Set<Protocol> protocols() {
        return handshake()
                ? EnumSet.of(Protocol.HTTPS, Protocol.TLS_TERMINATE, Protocol.TLS_PASSTHROUGH)
                : EnumSet.of(protocol);
    }

    /** Whether it begins with a TLS handshake. */
    boolean handshake() {
        return protocol == Protocol.HTTPS;
    }

    /** Whether requests come over it. */
    boolean requests() {
        return this != tls && this != tcp && this != udp;
    }

    boolean webSocket() {
        return this == ws || this == wss;
    }

    boolean call() {
        return this == grpc || this == grpcs;
    }
}
