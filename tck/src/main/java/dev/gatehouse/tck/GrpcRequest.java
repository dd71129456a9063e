package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.HeaderLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code request} of a {@code grpc} step.
 *
 * @param handshake null: HTTP/2 in cleartext
 * @param host null: address and port of the front end
 * @param count how often it is sent, one after another
 */
record GrpcRequest(
        Destination destination,
        @Nullable Handshake handshake,
        @Nullable String clientAddress,
        @Nullable String host,
        String service,
        String method,
        List<HeaderLine> metadata,
        int count) {
    @Override
    public String toString() {
        return service + "/" + method;
    }
}
