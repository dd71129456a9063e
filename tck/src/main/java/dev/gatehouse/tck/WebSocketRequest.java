package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.WebSocketCall.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code request} of a {@code websocket} step.
 *
 * @param frames each must come back as it was sent
 */
record WebSocketRequest(
        Destination destination,
        @Nullable Handshake handshake,
        @Nullable String clientAddress,
        @Nullable String host,
        String path,
        List<HeaderLine> headers,
        List<Frame> frames) {
    @Override
    public String toString() {
        return (handshake == null ? "ws" : "wss") + "://" + (host == null ? "(address)" : host) + path;
    }
}
