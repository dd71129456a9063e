package dev.gatehouse.netty;

import dev.gatehouse.tls.hello.ClientHello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import javax.net.ssl.SSLEngine;

/** Makes what speaks TLS with the clients of one port. Safe for any number of threads. */
interface ServerEngines {
    /**
     * One for the requests of a connection, with {@link LiveServedRoutes#ALPN}.
     *
     * @param hello what the client asks for
     * @param bytes those of the hello, and possibly more
     */
    SSLEngine engine(ByteBufAllocator allocator, ClientHello hello, ByteBuf bytes);

    /** One for a connection of which one direction may end before the other; without ALPN. */
    SSLEngine ofStream();
}
