package dev.gatehouse.tck.echo;

/** In which mode a pod runs the echo program. */
public enum PodMode {
    /** HTTP on every port but 3001, which is for HTTP/2 in cleartext, and 8443, which is for HTTPS. */
    HTTP,
    /** gRPC in cleartext on every port but 8443, which is for TLS. */
    GRPC,
    /** Lines in cleartext on every port but 8443, which is for TLS. */
    TCP,
    /** Datagrams. */
    UDP,
    /** A name server. */
    DNS,
    /** HTTP on every port. */
    PLAIN,
    /** HTTPS on every port. */
    SECURED,
    /** gRPC in cleartext on every port, of any service. */
    ANY_GRPC,
    /** gRPC over TLS on every port, of any service. */
    ANY_GRPCS;

    private static final int H2C_PORT = 3001;
    private static final int TLS_PORT = 8443;

    /** What is spoken on a port. */
    public PodProtocol protocol(int port) {
        boolean tls = port == TLS_PORT;
        return switch (this) {
            case HTTP -> tls ? PodProtocol.HTTPS : port == H2C_PORT ? PodProtocol.H2C : PodProtocol.HTTP;
            case GRPC -> tls ? PodProtocol.HTTPS : PodProtocol.H2C;
            case TCP -> tls ? PodProtocol.TLS : PodProtocol.TCP;
            case UDP -> PodProtocol.UDP;
            case DNS -> PodProtocol.DNS;
            case PLAIN -> PodProtocol.HTTP;
            case ANY_GRPC -> PodProtocol.H2C;
            case SECURED, ANY_GRPCS -> PodProtocol.HTTPS;
        };
    }
}
