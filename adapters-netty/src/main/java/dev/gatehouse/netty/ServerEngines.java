package dev.gatehouse.netty;

import dev.gatehouse.tls.hello.ClientHello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** Makes what speaks TLS with the clients of one port. Safe for any number of threads. */
interface ServerEngines {
    /**
     * One for the requests of a connection.
     *
     * @param hello what the client asks for
     * @param bytes those of the hello, and possibly more
     * @param applicationProtocols to agree on by ALPN, the preferred first
     */
    SSLEngine engine(ByteBufAllocator allocator, ClientHello hello, ByteBuf bytes, List<String> applicationProtocols);

    /** One for a connection of which one direction may end before the other; without ALPN. */
    SSLEngine ofStream();
}
