package dev.gatehouse.routing.observe;

/** Why a TLS handshake failed, as far as can be told. */
public enum HandshakeFault {
    /** There is no certificate for the server name, or none that the client can use. */
    NO_CERTIFICATE,
    /** The client's certificate is missing or not accepted. */
    CLIENT_CERTIFICATE,
    /** No version of the protocol, or no cipher suite, is common to both. */
    NO_COMMON_PROTOCOL,
    /** What came is not TLS. */
    NOT_TLS,
    /** The client refused, such as for the certificate. */
    REFUSED_BY_CLIENT,
    /** It took too long. */
    TIMEOUT,
    /** The client closed the connection. */
    CLOSED,
    /** Anything else. */
    OTHER
}
