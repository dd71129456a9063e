package dev.gatehouse.tck.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unary gRPC call with an empty message.
 *
 * @param tls null: HTTP/2 in cleartext with prior knowledge
 * @param authority null: address and port of the front end
 * @param connection calls with the same number may share a connection
 */
public record GrpcCall(
        Target target,
        @Nullable TlsOffer tls,
        @Nullable String clientAddress,
        @Nullable String authority,
        String service,
        String method,
        List<HeaderLine> metadata,
        int connection)
        implements Call {
    public GrpcCall {
        metadata = List.copyOf(metadata);
    }

    /** {@code /service/method}. */
    public String path() {
        return "/" + service + "/" + method;
    }

    /** Such as {@code shop.Cart/Add}. */
    @Override
    public String toString() {
        return service + "/" + method;
    }
}
