package dev.gatehouse.netty.upstream;

import io.netty.channel.Channel;

/** Who waits for a connection of one's own to an endpoint. Told once, on the event loop. */
public interface Opening {
    /** It is open, its TLS handshake is over where it has one, and nothing has been read. Closing it is up to the one who waited. */
    void opened(Channel endpoint);

    /** There is none. */
    void failed(UpstreamFailure failure);
}
