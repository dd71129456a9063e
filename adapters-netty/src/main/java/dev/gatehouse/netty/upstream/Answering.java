package dev.gatehouse.netty.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** Who waits for an answer. Called on one event loop alone. */
public interface Answering {
    /** There is a way to the endpoint. */
    void connected(Upstream upstream);

    /** A head: of an interim answer any number of times, then of the final one. */
    void head(HttpResponse response);

    /** More of the answer's content, taken over by who is called; the last is a {@code LastHttpContent}. */
    void content(HttpContent content);

    /** All that had come is handed on. */
    void readComplete();

    /** The endpoint takes more. */
    void writable();

    /** There is no way to the endpoint, or it ended before the answer did. Nothing follows. */
    void failed(UpstreamFailure failure);
}
