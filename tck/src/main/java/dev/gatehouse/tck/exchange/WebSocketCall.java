package dev.gatehouse.tck.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket (RFC 6455), over HTTP/1.1: each frame is sent after the answer to the one before.
 *
 * @param host null: the address of the front end
 * @param path with its query
 */
public record WebSocketCall(
        Target target,
        @Nullable TlsOffer tls,
        @Nullable String clientAddress,
        @Nullable String host,
        String path,
        List<HeaderLine> headers,
        List<Frame> frames)
        implements Call {
    public WebSocketCall {
        headers = List.copyOf(headers);
        frames = List.copyOf(frames);
    }

    /** Its opening request. */
    public HttpCall opening() {
        return new HttpCall(target, tls, clientAddress, false, "GET", host, path, headers, Payload.NONE);
    }

    /**
     * The content of a message.
     *
     * @param content text, or bytes in base64
     */
    public record Frame(boolean binary, String content) {}
}
