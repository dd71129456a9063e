package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import java.util.List;

/** What comes in through a port for connections, as its listeners say. */
enum PortKind {
    /** Requests in the clear. */
    HTTP,
    /** Requests within TLS. */
    HTTPS,
    /** TLS that may be passed through, or end here; the ClientHello tells, and some of it may hold requests. */
    TLS,
    /** Connections that nobody looks into. */
    TCP;

    /** Of a port with these listeners, at least one; all of them are for HTTP, or for TLS in some form, or there is one. */
    static PortKind of(List<AttachedListener> listeners) {
        return switch (listeners.get(0).protocol()) {
            case HTTP -> HTTP;
            case TCP -> TCP;
            case UDP -> throw new IllegalArgumentException("datagrams");
            case HTTPS, TLS_TERMINATE, TLS_PASSTHROUGH ->
                listeners.stream().allMatch(listener -> listener.protocol() == Protocol.HTTPS) ? HTTPS : TLS;
        };
    }

    /** Whether a socket that was opened for this can go on for the other, with the connections that it has. */
    boolean canBecome(PortKind other) {
        return this == other || (isTls() && other.isTls());
    }

    private boolean isTls() {
        return this == HTTPS || this == TLS;
    }
}
