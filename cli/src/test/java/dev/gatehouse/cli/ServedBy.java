package dev.gatehouse.cli;

import dev.gatehouse.netty.TlsLibrary;

/** The front ends, each with every library for TLS that it can have. */
enum ServedBy {
    /** With OpenSSL, where it fits the system. */
    NETTY(FrontEndKind.netty, TlsLibrary.AUTO),
    NETTY_WITH_TLS_OF_THE_JDK(FrontEndKind.netty, TlsLibrary.JDK),
    JDK(FrontEndKind.jdk, TlsLibrary.AUTO);

    private final FrontEndKind kind;
    private final TlsLibrary tls;

    ServedBy(FrontEndKind kind, TlsLibrary tls) {
        this.kind = kind;
        this.tls = tls;
    }

    FrontEndKind kind() {
        return kind;
    }

    TlsLibrary tls() {
        return tls;
    }
}
