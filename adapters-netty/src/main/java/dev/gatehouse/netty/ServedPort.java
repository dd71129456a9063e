package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import java.time.Duration;

/** A socket that is open for a bind, and what came in through it. */
sealed interface ServedPort permits OpenPort, DatagramPort, Http3Port {
    Bind bind();

    /** The number of the socket. */
    int socketPort();

    /** Takes nothing new from now on, and lets what is there end. */
    void drain();

    /** After {@link #drain}: waits for that, and cuts what has not ended in time. */
    void awaitEnd(Duration patience);
}
