package dev.gatehouse.netty.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpObject;

/** The way of one request to an endpoint. Used on the event loop of its exchange alone. */
public interface Upstream {
    /** Sends a part of the request, in order, and takes it over. */
    void write(HttpObject part);

    /** Sends what was written. */
    void flush();

    /** Whether more can be written without waiting for the endpoint; {@link Answering#writable} tells when that changes. */
    boolean isWritable();

    /** Asks for more of the answer. */
    void read();

    /** The exchange is complete on both sides: the connection can serve another. */
    void release();

    /** The exchange is given up: nothing more is heard of it. */
    void cancel();

    /**
     * Gives the bytes that follow to another handler, at the end of a pipeline without HTTP; after an answer of 101.
     *
     * @return where they are
     */
    Channel handOver(ChannelHandler successor);
}
