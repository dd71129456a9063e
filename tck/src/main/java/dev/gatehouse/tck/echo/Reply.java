package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod's answer.
 *
 * @param body null: the record of what was received
 * @param delay how long it waits before it answers; not waited for here
 * @param reset whether it resets the connection instead
 * @param chunks in how many pieces the body is sent
 * @param every between two of them
 */
public record Reply(
        Received received,
        int status,
        List<HeaderLine> headers,
        @Nullable String body,
        Duration delay,
        boolean reset,
        int chunks,
        Duration every) {
    public Reply {
        headers = List.copyOf(headers);
    }

    static Reply of(Received received, int status, List<HeaderLine> headers, @Nullable String body, Duration delay) {
        return new Reply(received, status, headers, body, delay, false, 1, Duration.ZERO);
    }

    /** One of a status alone. */
    static Reply bare(Received received, int status) {
        return of(received, status, List.of(), "", Duration.ZERO);
    }

    static Reply reset(Received received, Duration delay) {
        return new Reply(received, 0, List.of(), "", delay, true, 1, Duration.ZERO);
    }

    /** Whether it is the record of what was received. */
    public boolean isRecord() {
        return body == null;
    }
}
