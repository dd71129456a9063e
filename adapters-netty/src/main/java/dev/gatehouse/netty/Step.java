package dev.gatehouse.netty;

import io.netty.handler.codec.http.HttpContent;

/** What a request of a client is in now: being judged by a service, or on its way to its endpoint. */
interface Step {
    /** A further piece of the request, taken over. */
    void requestContent(HttpContent content);

    /** All of the request that had come was handed over. */
    void requestReadComplete();

    /** The client takes more of the answer. */
    void clientWritable();

    /** The client is gone, or its request is refused after all. */
    void abort();
}
