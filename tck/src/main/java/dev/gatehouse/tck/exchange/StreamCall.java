package dev.gatehouse.tck.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection, or one of TLS, with lines that go to and fro.
 *
 * @param tls null: none
 * @param greeted whether a line comes before anything is sent
 * @param lines each sent after the answer to the one before, with its line feed
 */
public record StreamCall(
        Target target, @Nullable TlsOffer tls, @Nullable String clientAddress, boolean greeted, List<String> lines)
        implements Call {
    public StreamCall {
        lines = List.copyOf(lines);
    }
}
