package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.attach.Bind;

/**
 * Is told of the connections of clients. Called on the threads that serve them, which with Netty are event loops: no method may block or
 * throw. One for all connections, so it is called by many threads at once.
 */
public interface ConnectionObserver {
    /** A connection is taken. */
    default void opened(Bind bind) {}

    /** It is closed; once for each {@link #opened}. */
    default void closed(Bind bind) {}

    /** One is closed before anything was asked of it; where there were too many, {@link #opened} is not told of it. */
    default void refused(Bind bind, ConnectionRefusal refusal) {}

    /** Its TLS handshake failed; it is closed next, or was before. */
    default void handshakeFailed(Bind bind, HandshakeFault fault) {}
}
