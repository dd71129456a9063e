package dev.gatehouse.tck.echo;

/** What a pod speaks on a port. */
public enum PodProtocol {
    /** HTTP/1.1 in cleartext. */
    HTTP,
    /** HTTP/2 in cleartext with prior knowledge, and gRPC. */
    H2C,
    /** HTTP/1.1 or HTTP/2 over TLS, by ALPN, and gRPC. */
    HTTPS,
    /** Lines. */
    TCP,
    /** Lines over TLS. */
    TLS,
    /** Datagrams. */
    UDP,
    /** Queries to a name server, in datagrams. */
    DNS;

    /** Whether over a connection. */
    public boolean overConnections() {
        return this != UDP && this != DNS;
    }

    /** Whether a connection begins with a TLS handshake. */
    public boolean tls() {
        return this == HTTPS || this == TLS;
    }
}
